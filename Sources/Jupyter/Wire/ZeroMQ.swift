internal import CZeroMQ

/// The library of sockets, loaded when first asked for.
package final class ZeroMQ: @unchecked Sendable {
    let functions: avts_zmq_t
    let context: UnsafeMutableRawPointer

    /// - Throws: ``KernelError`` where the library is not there.
    package init() throws(KernelError) {
        guard let functions = Self.loaded else {
            throw KernelError("libzmq, by which Jupyter speaks to a kernel, is not there: \(Self.remedy)", isMissing: true)
        }
        guard let context = functions.ctx_new() else { throw KernelError("libzmq has no memory for its sockets") }
        (self.functions, self.context) = (functions, context)
    }

    /// How to get it.
    package static let remedy = "apt-get install libzmq5"

    /// What is loaded, as its version; nil where it is not there.
    package static var version: String? {
        guard let functions = loaded else { return nil }
        var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
        functions.version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }

    private static let loaded: avts_zmq_t? = {
        var table = avts_zmq_t()
        return avts_zmq_load(&table) == 0 ? nil : table
    }()

    /// Waits until what was sent has gone, a second at most a socket; all sockets must have been closed.
    package func end() { _ = functions.ctx_term(context) }

    var lastError: String { functions.strerror(functions.errnum()).map { String(cString: $0) } ?? "" }
}

extension ZeroMQ {
    /// Waits for sockets to have something, and for a file to have some.
    ///
    /// - Returns: for each socket, then for the file, whether it has.
    func wait(for sockets: [ZMQSocket], file: Int32, milliseconds: Int) -> [Bool] {
        var items = sockets.map { zmq_pollitem_t(socket: $0.pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0) }
        items.append(zmq_pollitem_t(socket: nil, fd: file, events: Int16(ZMQ_POLLIN), revents: 0))
        guard functions.poll(&items, Int32(items.count), milliseconds) > 0 else { return items.map { _ in false } }
        return items.map { $0.revents != 0 }
    }
}
