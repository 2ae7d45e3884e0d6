import Foundation
import Notebook

/// A run as a client shows it while it goes on, with a way to stop it; nothing where the client shows no such thing.
@ServerActor
final class RunProgress {
    let token: JSON
    private let client: Connection
    private var told = ContinuousClock.now

    /// - Parameter asked: the token by which the client wants to hear of it, if it named one.
    init(_ server: LanguageServer, title: String, asked: JSON?) async {
        client = server.client
        if let asked, asked != .null {
            token = asked
        } else if server.clientAbilities.showsProgress {
            let new = JSON.string(UUID().uuidString)
            let isMade = (try? await client.request("window/workDoneProgress/create", ["token": new])) != nil
            token = isMade ? new : .null
        } else {
            token = .null
        }
        send(["kind": "begin", "title": .string(title), "cancellable": true])
    }

    /// - Parameter fraction: in 0…1, where it is known.
    func report(_ message: String, _ fraction: Double?) {
        // A loop may tell a thousand times a second.
        guard told + .milliseconds(100) < .now || fraction == nil else { return }
        told = .now
        let value: JSON = ["kind": "report", "message": .string(message), "cancellable": true]
        send(fraction.map { value.with(["percentage": .int(Int(min(max($0, 0), 1) * 100))]) } ?? value)
    }

    func end(_ message: String) { send(["kind": "end", "message": .string(message)]) }

    private func send(_ value: JSON) {
        if token != .null { client.notify("$/progress", ["token": token, "value": value]) }
    }
}
