import Foundation

/// The five sockets of a kernel. One thread has four of them; the heartbeat has its own, so that it beats whatever they do.
final class KernelSockets {
    private let library: ZeroMQ
    let shell, control, iopub, stdin: ZMQSocket
    private let key: [UInt8]

    /// - Throws: ``KernelError`` where an address cannot be had.
    init(_ file: ConnectionFile) throws(KernelError) {
        library = try ZeroMQ()
        key = Array(file.key.utf8)
        shell = try ZMQSocket(.router, of: library)
        control = try ZMQSocket(.router, of: library)
        iopub = try ZMQSocket(.publisher, of: library)
        stdin = try ZMQSocket(.router, of: library)
        let heartbeat = try ZMQSocket(.reply, of: library)
        for (socket, port) in [
            (shell, file.shell), (control, file.control), (iopub, file.iopub), (stdin, file.stdin), (heartbeat, file.heartbeat),
        ] {
            try socket.bind(file.address(port))
        }
        Self.beat(heartbeat)
    }

    /// Gives back what it gets, until the library ends.
    private static func beat(_ socket: ZMQSocket) {
        nonisolated(unsafe) let socket = socket
        Thread.detachNewThread {
            while let frames = socket.receive(waiting: true) { socket.send(frames) }
            socket.close()
        }
    }

    /// Waits until a request may be there, or the bell rings.
    func wait(_ outbox: Outbox, milliseconds: Int) {
        _ = library.wait(for: [shell, control, stdin], file: outbox.bell, milliseconds: milliseconds)
    }

    /// The requests that are there; what is not signed with the key is dropped.
    func requests(on socket: ZMQSocket) -> [WireMessage] {
        var found: [WireMessage] = []
        while let frames = socket.receive() {
            if let message = WireMessage(frames: frames, key: key) { found.append(message) }
        }
        return found
    }

    func send(_ outbox: Outbox) {
        for (channel, message) in outbox.take() {
            let socket =
                switch channel {
                case .shell: shell
                case .control: control
                case .iopub: iopub
                }
            socket.send(message.frames(key: key))
        }
    }

    /// Waits until what was sent has gone, a second at most a socket.
    func close() {
        for socket in [shell, control, iopub, stdin] { socket.close() }
        library.end()
    }
}
