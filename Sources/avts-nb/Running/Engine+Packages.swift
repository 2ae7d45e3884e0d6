import CellCompiler
import Files
import Foundation
import Notebook
import Session
import Terminal

extension Engine {
    /// Builds the packages that a notebook names, for its cells to import.
    mutating func add(
        _ packages: [PackageReference], of path: String, _ access: AccessOptions, _ console: Console
    ) throws {
        guard !packages.isEmpty else { return }
        do {
            let builder = try Self.builder(packages, of: path, access)
            add(try builder.build { console.note($0) })
        } catch let error as PackageError {
            throw Failure(.notANotebook, error.description)
        } catch let error as ToolchainError { throw Failure(.noToolchain, "\(error)") } catch let error as FileError {
            throw Failure(.cannotWrite, OutputError(error).description)
        }
    }

    /// The packages of a notebook, where they are built already.
    mutating func addBuilt(_ packages: [PackageReference], of path: String, _ access: AccessOptions) {
        guard !packages.isEmpty, let built = try? Self.builder(packages, of: path, access).built else { return }
        add(built)
    }

    private mutating func add(_ built: BuiltPackages) {
        modules = modules.adding(built.modules, library: built.library, moduleMaps: built.moduleMaps)
        self.packages.merge(built.versions) { $1 }
    }

    private static func builder(
        _ packages: [PackageReference], of path: String, _ access: AccessOptions
    ) throws -> PackageBuilder {
        let home = PathText.folder(of: PathText.absolute(path))
        let readable = [home] + access.readable.map { PathText.absolute($0) }
        let dependencies = try packages.map { package in
            switch package.source {
            case .repository(let url, let rule, let version):
                return PackageDependency(.repository(url, rule: rule, version: version), products: package.products)
            case .folder(let name):
                let folder = PathText.absolute(name, from: home)
                guard FileManager.default.fileExists(atPath: folder + "/Package.swift") else {
                    throw PackageError(description: "packages: found no Package.swift in \(name)")
                }
                guard readable.contains(where: { folder == $0 || folder.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }) else {
                    throw PackageError(
                        description:
                            "packages: \(name) lies outside of the notebook's folder\n  = --allow-read \(name) lets it be read")
                }
                return PackageDependency(.folder(folder), products: package.products)
            }
        }
        return try PackageBuilder(
            dependencies, toolchain: .find(), library: .find(), readable: readable, allowsNetwork: access.allowsNetwork)
    }
}
