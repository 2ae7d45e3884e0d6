internal import CZeroMQ
import Foundation

/// One socket; a thread has it to itself.
package final class ZMQSocket {
    package enum Kind { case router, publisher, reply, dealer, subscriber, request }

    let pointer: UnsafeMutableRawPointer
    private let library: ZeroMQ
    private var isOpen = true

    /// - Throws: ``KernelError`` where the system has no more of them.
    package init(_ kind: Kind, of library: ZeroMQ) throws(KernelError) {
        let type =
            switch kind {
            case .router: ZMQ_ROUTER
            case .publisher: ZMQ_PUB
            case .reply: ZMQ_REP
            case .dealer: ZMQ_DEALER
            case .subscriber: ZMQ_SUB
            case .request: ZMQ_REQ
            }
        guard let pointer = library.functions.socket(library.context, type) else {
            throw KernelError("cannot make a socket: \(library.lastError)")
        }
        (self.pointer, self.library) = (pointer, library)
        set(ZMQ_LINGER, 1000)
        // What is sent waits here, however much it is, and is not dropped.
        set(ZMQ_SNDHWM, 0)
        set(ZMQ_RCVHWM, 0)
        // A client that comes again under its name is the same client.
        if kind == .router { set(ZMQ_ROUTER_HANDOVER, 1) }
        if kind == .subscriber { _ = library.functions.setsockopt(pointer, ZMQ_SUBSCRIBE, "", 0) }
    }

    private func set(_ option: Int32, _ value: Int32) {
        var value = value
        _ = library.functions.setsockopt(pointer, option, &value, 4)
    }

    package func bind(_ address: String) throws(KernelError) {
        guard library.functions.bind(pointer, address) == 0 else {
            throw KernelError("cannot bind \(address): \(library.lastError)")
        }
    }

    package func connect(_ address: String) throws(KernelError) {
        guard library.functions.connect(pointer, address) == 0 else {
            throw KernelError("cannot connect to \(address): \(library.lastError)")
        }
    }

    /// Sends the frames of one message.
    package func send(_ frames: [[UInt8]]) {
        for (index, frame) in frames.enumerated() {
            let flags = index == frames.count - 1 ? 0 : ZMQ_SNDMORE
            while library.functions.send(pointer, frame, frame.count, flags) < 0, library.functions.errnum() == EINTR {}
        }
    }

    /// The frames of the next message; nil where none is there, or none will come any more.
    package func receive(waiting: Bool = false) -> [[UInt8]]? {
        var frames: [[UInt8]] = []
        while true {
            var message = zmq_msg_t()
            _ = library.functions.msg_init(&message)
            defer { _ = library.functions.msg_close(&message) }
            while library.functions.msg_recv(&message, pointer, waiting ? 0 : ZMQ_DONTWAIT) < 0 {
                guard library.functions.errnum() == EINTR else { return nil }
            }
            let bytes = UnsafeRawBufferPointer(
                start: library.functions.msg_data(&message), count: library.functions.msg_size(&message))
            frames.append([UInt8](bytes))
            if library.functions.msg_more(&message) == 0 { return frames }
        }
    }

    package func close() {
        if isOpen { _ = library.functions.close(pointer) }
        isOpen = false
    }

    deinit { close() }
}
