import Foundation

/// Memory for a cell's frames, with a page below it that nothing may touch.
struct CellStack {
    static let guardSize: UInt = 1 << 16
    /// Address space; memory is taken as frames reach it.
    static let size: UInt = 128 << 20
    let base: UnsafeMutableRawPointer

    init?() {
        let whole = mmap(
            nil, Int(Self.size + Self.guardSize), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let whole, whole != MAP_FAILED else { return nil }
        mprotect(whole, Int(Self.guardSize), PROT_NONE)
        base = whole + Int(Self.guardSize)
    }

    var addresses: Range<UInt> { UInt(bitPattern: base)..<UInt(bitPattern: base) + Self.size }

    /// Gives the pages back that frames have touched; those of a parked thread are never looked at again. The C library keeps what it
    /// knows of the thread at the upper end, and thread-local values.
    func giveBack() { madvise(base, Int(Self.size - 1 << 20), MADV_DONTNEED) }
}

/// Runs pieces of a session, one at a time, each on a thread that may be left standing.
final class CellThread {
    private var stack: CellStack?
    private var thread = pthread_t()

    /// Starts `body`; ``EndState`` and its doorbell tell how it ended.
    func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        guard let stack = stack ?? CellStack() else { return false }
        self.stack = stack
        let state = EndState.shared
        state.pointee.begin()
        state.pointee.stack = stack.addresses
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstack(&attributes, stack.base, Int(CellStack.size))
        let box = Unmanaged.passRetained(Body(body))
        let code = pthread_create(
            &thread, &attributes,
            { pointer in
                SignalHandlers.prepareThread()
                let state = EndState.shared
                state.pointee.thread = pthread_self()
                state.pointee.hasThread = true
                Unmanaged<Body>.fromOpaque(pointer!).takeRetainedValue().run()
                state.pointee.hasThread = false
                if state.pointee.kind == EndState.Kind.running.rawValue { state.pointee.kind = EndState.Kind.finished.rawValue }
                state.pointee.ring()
                return nil
            }, box.toOpaque())
        pthread_attr_destroy(&attributes)
        if code != 0 { box.release() }
        return code == 0
    }

    /// Takes leave of the thread after it has ended, well or badly.
    func finish(isParked: Bool) {
        if isParked {
            pthread_detach(thread)
            stack?.giveBack()
            stack = nil
        } else {
            pthread_join(thread, nil)
        }
    }

    /// Asks the thread to look whether it can stop.
    func knock() { pthread_kill(thread, SignalHandlers.stop) }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
