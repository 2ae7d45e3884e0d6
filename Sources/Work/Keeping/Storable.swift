/// A value that can be written down and made again, so that a cell that is unchanged need not run (`Documentation/Caching.md`).
///
/// Numbers, texts, collections, tuples, structs and objects of such values, tensors, networks, optimisers and trained pairs are storable without a word, and so are enums that are
/// `Codable`. A type that is more than its properties says how:
///
/// ```swift
/// final class Vocabulary: Storable {
///     let words: [String]
///     init(words: [String]) { self.words = words }
///     func stored() -> [String] { words }
///     static func restored(from stored: [String]) -> Vocabulary { Vocabulary(words: stored) }
/// }
/// ```
public protocol Storable {
    /// What is written in its place: a value that is storable itself.
    associatedtype Stored

    /// All that the value is: of two values that differ for anyone, these differ.
    func stored() throws -> Stored

    /// The value again.
    static func restored(from stored: Stored) throws -> Self
}

/// A value that cannot be made again from a file but told by its content, so that what was computed from it can be kept.
public protocol Fingerprinted {
    /// A text that differs wherever the content does, in the same way in every process.
    func fingerprint() throws -> String
}
