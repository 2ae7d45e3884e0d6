import Files
import Foundation

/// Where the package manager found the packages, by its own record.
struct PackageSources {
    /// Folders by the packages' names, dependencies of dependencies among them.
    private(set) var folders: [String: String] = [:]
    private(set) var versions: [String: String] = [:]
    /// Folders that a person may edit.
    private var local: [String] = []

    private struct Record: Decodable {
        struct Object: Decodable { let dependencies: [Dependency] }
        struct Dependency: Decodable {
            struct Reference: Decodable { let identity: String }
            struct State: Decodable {
                struct Checkout: Decodable { let version: String?; let revision: String? }
                let name: String
                let path: String?
                let checkoutState: Checkout?
            }
            let packageRef: Reference
            let state: State
            let subpath: String
        }
        let object: Object
    }

    init(_ home: String) {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: "\(home)/build/workspace-state.json")),
            let record = try? JSONDecoder().decode(Record.self, from: data)
        else { return }
        for dependency in record.object.dependencies {
            let identity = dependency.packageRef.identity
            if let path = dependency.state.path {
                folders[identity] = path
                local.append(path)
            } else {
                let path = "\(home)/build/checkouts/\(dependency.subpath)"
                if FileManager.default.fileExists(atPath: path) { folders[identity] = path }
                let state = dependency.state.checkoutState
                versions[identity] = state?.version ?? state?.revision.map { String($0.prefix(12)) }
            }
        }
    }

    func folder(of identity: String) -> String? { folders[identity] }

    /// What tells the local ones' files from others: their names, sizes and times.
    var digest: String {
        Digest.short(
            of: local.sorted().flatMap { folder -> [String] in
                let files = FileManager.default.enumerator(
                    at: URL(fileURLWithPath: folder), includingPropertiesForKeys: [.isRegularFileKey], options: .skipsHiddenFiles)
                return [folder] + (files.map { Self.stamps($0) } ?? [])
            } + versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
    }

    private static func stamps(_ files: FileManager.DirectoryEnumerator) -> [String] {
        var found: [String] = []
        for case let file as URL in files where found.count < 100_000 {
            found.append("\(file.path) \(FileStamp(of: file.path))")
        }
        return found.sorted()
    }
}
