import Datasets
import Tensors
import Work

/// One of a few named things, which a parameter of a notebook gives by its name: `Scale("mini")`.
public protocol NamedChoice: RawRepresentable, CaseIterable where RawValue == String {
    /// What is chosen, in a word or two.
    static var choiceName: String { get }
}

extension NamedChoice {
    /// The choice of a name.
    ///
    ///     configuration.precision = try Precision(named: params.precision)
    /// - Throws: ``ConfigurationError`` for a name that is none of them.
    public init(named name: String) throws(ConfigurationError) {
        guard let choice = Self(rawValue: name) else {
            throw ConfigurationError(
                Self.choiceName, found: "\"\(name)\"",
                expected: "one of " + Self.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
        }
        self = choice
    }
}

extension Scale: NamedChoice {
    public static var choiceName: String { "scale" }
}
extension Negative: NamedChoice {
    public static var choiceName: String { "kind of negatives" }
}
extension VideoArchitecture.Kind: NamedChoice {
    public static var choiceName: String { "kind of video network" }
}
extension Precision: NamedChoice {
    public static var choiceName: String { "precision" }
}
extension VideoLayout: NamedChoice {
    public static var choiceName: String { "layout" }
}
extension LabelledSet: NamedChoice {
    public static var choiceName: String { "labelled set" }
}
