/// A setting that cannot be used: what was found, what was expected.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The name of the setting.
    public let setting: String
    /// Its value, as it was given.
    public let found: String
    /// The values that it may have.
    public let expected: String
    /// What would help; nil where the expectation says it.
    public let remedy: String?

    /// An error about one setting.
    ///
    /// - Parameters:
    ///   - setting: its name.
    ///   - found: its value.
    ///   - expected: the values that it may have.
    ///   - remedy: what would help.
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

extension ConfigurationError {
    /// Refuses sizes of a layer that make no network, or more of one than fits in memory.
    static func check(_ setting: String, _ size: Int) throws(ConfigurationError) {
        guard (1...65_536).contains(size) else { throw ConfigurationError(setting, found: "\(size)", expected: "1…65,536") }
    }
}
