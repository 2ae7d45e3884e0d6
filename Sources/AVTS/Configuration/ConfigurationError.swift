/// A setting that cannot be used: what was found, what was expected.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    public let setting: String
    public let found: String
    public let expected: String
    public let remedy: String?

    public init(_ setting: String, found: String, expected: String, remedy: String? = nil) {
        self.setting = setting
        self.found = found
        self.expected = expected
        self.remedy = remedy
    }

    public var description: String {
        "\(setting): found \(found), expected \(expected)" + (remedy.map { "; \($0)" } ?? "")
    }
}
