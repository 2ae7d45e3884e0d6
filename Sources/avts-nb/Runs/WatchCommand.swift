import ArgumentParser
import Foundation
import Notebook
import Synchronization
import Terminal
import Watching

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show the newest run of a notebook as a page that moves: cells, curves, progress, the report.",
        discussion:
            "The page is on this machine's loopback address, under a path that nobody can guess. It reads what the run writes: to stop watching stops nothing."
    )

    @Argument(help: "The notebook, or the folder of its runs.")
    var notebook: String

    @Option(help: ArgumentHelp("Where the page is served; a port that is free unless said.", valueName: "port"))
    var port: UInt16 = 0

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let folder = try RunPlaces.folders(of: notebook)[0]
            let watch = try LivePage(folder, port: port)
            console.write(watch.address + "\n")
            console.note("Ctrl-C ends watching, and no run")
            let signals = SignalPipe(for: [SIGINT, SIGTERM, SIGHUP])
            while signals.wait(milliseconds: 1000).signals.isEmpty {
                if let words = watch.failure { throw Failure(.cannotWrite, words) }
            }
            return 0
        }
    }
}

/// A page that is served beside other work.
final class LivePage: Sendable {
    let address: String
    private let task: Task<Void, Never>
    private let failed: Failed

    private final class Failed: Sendable { let words = Mutex<String?>(nil) }

    init(_ folder: OutputFolder, port: UInt16) throws {
        let server: WatchServer
        do { server = try WatchServer(folder, port: port) } catch {
            throw Failure(.cannotWrite, "\(error); port 0 takes one that is free")
        }
        address = server.address
        let failed = Failed()
        self.failed = failed
        task = Task.detached {
            do { try await server.run() } catch {
                if !Task.isCancelled { failed.words.withLock { $0 = "the page cannot be served on port \(port): \(error)" } }
            }
        }
        try Self.await(server, failed)
    }

    /// Waits until it answers: who is told the address asks at once.
    ///
    /// - Throws: ``Failure`` where it does not come to that.
    private static func await(_ server: WatchServer, _ failed: Failed) throws {
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do { try await server.begun() } catch {
                failed.words.withLock { $0 = $0 ?? "the page cannot be served: \(error)" }
            }
            done.signal()
        }
        done.wait()
        if let words = failed.words.withLock(\.self) { throw Failure(.cannotWrite, words) }
    }

    /// Why nothing is served; nil while all is well.
    var failure: String? { failed.words.withLock(\.self) }

    deinit { task.cancel() }
}
