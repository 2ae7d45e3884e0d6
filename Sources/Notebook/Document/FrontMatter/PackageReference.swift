/// A Swift package that a notebook's cells import: a folder, or a repository.
public struct PackageReference: Sendable, Equatable {
    /// Where it is.
    public enum Source: Sendable, Equatable {
        /// A folder with a `Package.swift`; a relative path begins at the notebook's folder.
        case folder(String)
        /// An address that git knows, and which of its versions: `from`, `exact`, `branch` or `revision` with what follows it.
        case repository(String, rule: String, version: String)
    }

    public let source: Source
    /// Its products that are wanted; nil for all of its libraries.
    public let products: [String]?

    static let keys = ["path", "url", "from", "exact", "branch", "revision", "products"]
    private static let rules = ["from", "exact", "branch", "revision"]

    /// Reads `packages:`, a list of folders and of mappings.
    static func reading(_ node: YAMLNode, _ key: YAMLNode, with reader: inout YAMLReader) -> [PackageReference] {
        (node.items ?? [node]).compactMap { item in
            if item.isScalar, !item.isNull, !item.text.isEmpty {
                return PackageReference(source: .folder(item.text), products: nil)
            }
            guard !item.isScalar, item.items == nil else {
                reader.report(item, "`packages` names no folder", "write packages: [Tools], or {url: …, from: 1.2.0}")
                return nil
            }
            return one(item, with: &reader)
        }
    }

    private static func one(_ node: YAMLNode, with reader: inout YAMLReader) -> PackageReference? {
        var texts: [String: String] = [:]
        var products: [String]?
        for (key, value) in reader.entries(node, "a package") {
            switch key.text {
            case "products": products = reader.names(value, key, "write products: [Algorithms]")
            case let name where keys.contains(name): texts[name] = reader.string(value, key)
            default: reader.unknown(key, among: keys)
            }
        }
        let given = rules.filter { texts[$0] != nil }
        switch (texts["path"], texts["url"]) {
        case (let path?, nil) where given.isEmpty: return PackageReference(source: .folder(path), products: products)
        case (nil, let url?) where given.count == 1:
            guard url.hasPrefix("https://") || url.hasPrefix("ssh://") || url.hasPrefix("git@") else {
                reader.report(node, "`\(url)` is no address of a repository", "write url: https://…, or path: for a folder")
                return nil
            }
            return PackageReference(
                source: .repository(url, rule: given[0], version: texts[given[0]] ?? ""), products: products)
        default:
            reader.report(
                node, "a package is a folder (`path`), or a repository (`url`) with one of \(rules.joined(separator: ", "))",
                "write {path: ../Tools}, or {url: https://…, from: 1.2.0}")
            return nil
        }
    }
}
