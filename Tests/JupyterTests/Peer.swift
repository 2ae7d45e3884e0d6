import Foundation
import Jupyter
import Notebook
import XCTest

/// A client of a kernel that runs as Jupyter runs it: raw sockets, and a key.
final class Peer {
    struct Heard {
        let type: String
        let parent: String
        let content: [String: Any]
        var text: String { content["text"] as? String ?? "" }
        var data: [String: Any] { content["data"] as? [String: Any] ?? [:] }
    }

    let process = Process()
    let connection: String
    private let library: ZeroMQ
    private let shell, control, iopub: ZMQSocket
    private let heartbeat: ZMQSocket
    let key: [UInt8]
    private let folder: String

    init(key: String = "a key", environment: [String: String] = [:]) throws {
        self.key = Array(key.utf8)
        folder = NSTemporaryDirectory() + "avts-nb-kernel-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        connection = folder + "/kernel.json"
        // Sockets in a folder of their own: no port can be another's.
        let file: JSON = [
            "transport": "ipc", "ip": .string(folder + "/s"), "key": .string(key), "signature_scheme": "hmac-sha256",
            "shell_port": 1, "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5,
        ]
        try Data(file.compact.utf8).write(to: URL(fileURLWithPath: connection))
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("avts-nb")
        process.arguments = ["kernel", "--connection-file", connection]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        library = try ZeroMQ()
        shell = try ZMQSocket(.dealer, of: library)
        control = try ZMQSocket(.dealer, of: library)
        iopub = try ZMQSocket(.subscriber, of: library)
        heartbeat = try ZMQSocket(.request, of: library)
        for (socket, port) in [(shell, 1), (control, 2), (iopub, 3), (heartbeat, 5)] {
            try socket.connect("ipc://\(folder)/s-\(port)")
        }
        // What is published before anyone listens is lost: until something is heard, the same is asked again.
        var isHeard = false
        for _ in 0..<150 where !isHeard {
            let id = send("kernel_info_request")
            _ = reply(to: id, seconds: 2)
            isHeard = !published(for: id, seconds: 0.3).isEmpty
        }
        XCTAssertTrue(isHeard, "the kernel does not answer")
    }

    deinit {
        for socket in [shell, control, iopub, heartbeat] { socket.close() }
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Sends a request, and gives its name.
    @discardableResult
    func send(_ type: String, _ content: JSON = [:], onControl: Bool = false, key: [UInt8]? = nil, metadata: JSON = [:]) -> String
    {
        let message = WireMessage(type, content, session: "peer", metadata: metadata)
        (onControl ? control : shell).send(message.frames(key: key ?? self.key))
        return message.id
    }

    func execute(_ code: String, _ more: [String: JSON] = [:]) -> String {
        send("execute_request", .object(["code": .string(code)].merging(more) { $1 }))
    }

    private var kept: [String: Heard] = [:]

    /// The answer to a request; nil where none comes.
    func reply(to id: String, onControl: Bool = false, seconds: Double = 60) -> Heard? {
        let end = Date(timeIntervalSinceNow: seconds)
        repeat {
            if let heard = kept.removeValue(forKey: id) { return heard }
            while let frames = (onControl ? control : shell).receive() {
                if let heard = read(frames) { kept[heard.parent] = heard }
            }
            if kept[id] == nil { usleep(5000) }
        } while Date() < end
        return nil
    }

    private var waiting: [Heard] = []

    /// What is published for a request, up to the word that it is done; nothing where that does not come.
    func published(for id: String, seconds: Double = 60) -> [Heard] {
        let end = Date(timeIntervalSinceNow: seconds)
        repeat {
            while let frames = iopub.receive() { if let heard = read(frames) { waiting.append(heard) } }
            let own = waiting.filter { $0.parent == id }
            if own.last?.content["execution_state"] as? String == "idle" {
                waiting.removeAll { $0.parent == id }
                return own
            }
            usleep(5000)
        } while Date() < end
        return []
    }

    /// Whether something was published for a request so far.
    func has(_ type: String, for id: String, seconds: Double = 60) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        repeat {
            while let frames = iopub.receive() { if let heard = read(frames) { waiting.append(heard) } }
            if waiting.contains(where: { $0.parent == id && $0.type == type }) { return true }
            usleep(5000)
        } while Date() < end
        return false
    }

    private func read(_ frames: [[UInt8]]) -> Heard? {
        guard let message = WireMessage(frames: frames, key: key) else {
            XCTFail("a message that is not signed with the key")
            return nil
        }
        func object(_ bytes: [UInt8]) -> [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
        }
        return Heard(
            type: message.type, parent: object(message.parent)["msg_id"] as? String ?? "", content: object(message.content))
    }

    /// Whether the heart beats.
    func beats() -> Bool {
        heartbeat.send([Array("ping".utf8)])
        let end = Date(timeIntervalSinceNow: 10)
        while Date() < end {
            if let frames = heartbeat.receive() { return frames == [Array("ping".utf8)] }
            usleep(5000)
        }
        return false
    }

    /// Waits for the kernel's end; whether it came.
    func ends(within seconds: Double = 15) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while process.isRunning, Date() < end { usleep(10_000) }
        return !process.isRunning
    }
}
