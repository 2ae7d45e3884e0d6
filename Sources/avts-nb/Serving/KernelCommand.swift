import ArgumentParser
import CellAssistant
import Files
import Foundation
import Jupyter
import Terminal

struct KernelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kernel", abstract: "Run cells for Jupyter, or tell Jupyter of this kernel.",
        subcommands: [StartCommand.self, InstallCommand.self], defaultSubcommand: StartCommand.self)

    struct StartCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Answer a client's requests until it ends the kernel; Jupyter starts it.")

        @Option(name: [.customShort("f"), .customLong("connection-file")], help: "Where Jupyter wrote ports and key.")
        var connection: String

        @OptionGroup var modules: ModuleOptions

        @Option(help: "The number of threads; all cores unless said.")
        var threads: Int?

        func validate() throws {
            if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        }

        func run() throws {
            let console = Console(color: .never, isQuiet: false)
            try reporting(on: console) {
                let session = try Engine(threads: threads, modules: modules.folders).makeSession()
                // A notebook's own files lie beside it, where Jupyter says which it is.
                let scratch = try? ScratchFolder()
                session.files = NotebookFiles.folder ?? scratch.map { $0.path + "/files" }
                defer { withExtendedLifetime(scratch) {} }
                do throws(KernelError) {
                    return try Kernel(
                        connection: connection, on: session, assistant: Assistant(compiler: session.compiler),
                        version: AvtsNB.version
                    ).run()
                } catch { throw Failure(error.isMissing ? .noInput : .usage, error.description) }
            }
        }
    }

    /// Where cells of a notebook that Jupyter has open put files of their own.
    private enum NotebookFiles {
        static var folder: String? {
            guard let path = ProcessInfo.processInfo.environment["JPY_SESSION_NAME"], path.hasSuffix(".ipynb"),
                path.hasPrefix("/")
            else { return nil }
            return path.dropLast(6) + ".files"
        }
    }

    struct InstallCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "install", abstract: "Write the kernel.json by which Jupyter finds this kernel.")

        @Flag(help: "For this person alone, which it is unless said otherwise.")
        var user = false

        @Option(
            help: ArgumentHelp("Into share/jupyter beneath this folder, a virtual environment's for one.", valueName: "folder"))
        var prefix: String?

        @Flag(help: "Write over a kernel.json that this command did not make.")
        var force = false

        func validate() throws {
            if user, prefix != nil { throw ValidationError("give --user or --prefix, not both") }
        }

        func run() throws {
            let console = Console(color: .auto, isQuiet: false)
            try reporting(on: console) {
                let folder = (prefix.map { KernelSpec.Place.prefix($0) } ?? .user).folder
                let path = folder + "/kernel.json"
                if !force, FileManager.default.fileExists(atPath: path),
                    !((try? RegularFile.contents(path, limit: 1 << 20)).map(KernelSpec.isOurs) ?? false)
                {
                    throw Failure(
                        .cannotWrite, "cannot write \(path): it is there, and was not made by this command; say --force")
                }
                let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
                try MadeFile.writing { () throws(FileError) in
                    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
                        throw FileError(operation: "make the folder", path: folder)
                    }
                    try AtomicFile.write(Array(KernelSpec.text(program: program).utf8), to: path)
                }
                console.write("wrote \(path)\n")
                if let version = ZeroMQ.version {
                    console.note("Jupyter finds it as `avts-nb` (libzmq \(version))")
                } else {
                    console.note("libzmq is not there, without which no kernel begins: \(ZeroMQ.remedy)")
                }
                return 0
            }
        }
    }
}
