/// A Swift package whose modules cells are to import.
public struct PackageDependency: Sendable {
    public enum Source: Sendable {
        /// The whole path of a folder with a `Package.swift`.
        case folder(String)
        /// An address, one of `from`, `exact`, `branch`, `revision`, and what follows it.
        case repository(String, rule: String, version: String)
    }

    public let source: Source
    /// Nil for all its libraries.
    public let products: [String]?

    public init(_ source: Source, products: [String]?) { (self.source, self.products) = (source, products) }

    /// What the package manager calls it.
    var identity: String {
        let place =
            switch source {
            case .folder(let path), .repository(let path, _, _): path
            }
        let name = place.split(separator: "/").last.map(String.init) ?? place
        return (name.hasSuffix(".git") ? String(name.dropLast(4)) : name).lowercased()
    }

    var isRemote: Bool { if case .repository = source { true } else { false } }

    /// Its line in a manifest.
    var declaration: String {
        switch source {
        case .folder(let path): ".package(path: \(path.debugDescription))"
        case .repository(let url, "from", let version):
            ".package(url: \(url.debugDescription), from: \(version.debugDescription))"
        case .repository(let url, let rule, let version):
            ".package(url: \(url.debugDescription), \(rule): \(version.debugDescription))"
        }
    }

    /// What tells it from another one, or from the same one asked for otherwise.
    var text: String { declaration + (products.map { " \($0.sorted())" } ?? "") }
}

/// Packages that were built.
public struct BuiltPackages: Codable, Sendable {
    /// The folder of their modules, the library that holds all of their code, and module maps of their C targets.
    public let modules: String
    public let library: String
    public let moduleMaps: [String]
    /// Versions, or revisions, of those that come from repositories.
    public let versions: [String: String]
    /// What tells the sources that they were built of.
    let sources: String
}

/// Why packages cannot be built.
public struct PackageError: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}
