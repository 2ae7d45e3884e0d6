import Foundation

/// Memory for a cell's frames, with pages below it that nothing may touch.
struct CellStack {
    /// Below the stack, closed: lent where the stack ends in code that must come back before it may be left.
    static let reserve: UInt = 1 << 18
    /// The reserve and what stays closed for good.
    static let closed: UInt = reserve + 1 << 16
    /// Address space; memory is taken as frames reach it.
    static let size: UInt = 128 << 20
    private static let handlers: UInt = 1 << 16

    private let whole: UnsafeMutableRawPointer
    private static var length: Int { Int(handlers + closed + size) }

    init?() {
        let whole = mmap(nil, Self.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let whole, whole != MAP_FAILED else { return nil }
        self.whole = whole
        mprotect(whole + Int(Self.handlers), Int(Self.closed), PROT_NONE)
    }

    var base: UnsafeMutableRawPointer { whole + Int(Self.handlers + Self.closed) }
    var addresses: Range<UInt> { UInt(bitPattern: base)..<UInt(bitPattern: base) + Self.size }

    /// Lets handlers of the calling thread run below all this, since a cell may have used up its own stack.
    func takeSignals() {
        var stack = stack_t()
        stack.ss_sp = whole
        stack.ss_size = Int(Self.handlers)
        sigaltstack(&stack, nil)
    }

    /// Gives back the memory that frames have touched, but for the uppermost, which threads that the cell began may still look at.
    func giveBack() { madvise(base, Int(Self.size - 1 << 20), MADV_DONTNEED) }

    func unmap() { munmap(whole, Self.length) }
}

/// Runs pieces of a session, one at a time, each on a thread that may end in the midst of what it does.
final class CellThread {
    private var stack: CellStack?
    private var thread = pthread_t()
    /// Stacks of cells that ended badly: threads that those began may hold a pointer to something there.
    private var left: [CellStack] = []

    /// A thread that ends in the midst of its cell, by `pthread_exit`, has called `exit` as far as anybody can tell.
    private static let exits: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { _ in
            let state = EndState.shared
            guard state.pointee.hasThread, pthread_equal(pthread_self(), state.pointee.thread) != 0 else { return }
            if state.pointee.claims() { state.pointee.kind = EndState.Kind.exited.rawValue }
            state.pointee.end()
        }
        return key
    }()

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
        let box = Unmanaged.passRetained(Body(stack, body))
        let code = pthread_create(
            &thread, &attributes,
            { pointer in
                let body = Unmanaged<Body>.fromOpaque(pointer!).takeRetainedValue()
                body.stack.takeSignals()
                pthread_setspecific(CellThread.exits, pointer)
                let state = EndState.shared
                state.pointee.thread = pthread_self()
                state.pointee.hasThread = true
                body.run()
                if state.pointee.claims() { state.pointee.kind = EndState.Kind.finished.rawValue }
                state.pointee.end()
                return nil
            }, box.toOpaque())
        pthread_attr_destroy(&attributes)
        if code != 0 { box.release() }
        return code == 0
    }

    /// Takes leave of the thread once it has ended, well or badly.
    func finish(isLeft: Bool) {
        pthread_join(thread, nil)
        guard isLeft, let stack else { return }
        stack.giveBack()
        left.append(stack)
        self.stack = nil
        if left.count > 4 { left.removeFirst().unmap() }
    }

    /// Asks the thread to look whether it can stop.
    func knock() { pthread_kill(thread, SignalHandlers.stop) }

    private final class Body: @unchecked Sendable {
        let stack: CellStack
        let run: @Sendable () -> Void
        init(_ stack: CellStack, _ run: @escaping @Sendable () -> Void) { (self.stack, self.run) = (stack, run) }
    }
}
