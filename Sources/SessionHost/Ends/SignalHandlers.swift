import Foundation

/// The signals that end a cell.
enum SignalHandlers {
    static let stop = SIGUSR2
    private static let traps = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE]

    static func install() {
        _ = EndState.shared
        for signal in traps { install(signal, handleTrap) }
        install(stop, handleStop)
        // A pipe that nobody reads is an error of the write, not the end of the session. Handled, not ignored: the programs that a cell
        // starts would inherit that.
        install(SIGPIPE) { _, _, _ in }
    }

    private static func install(
        _ signal: Int32,
        _ handler: @escaping @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void
    ) {
        var action = sigaction()
        action.__sigaction_handler.sa_sigaction = handler
        action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART | Int32(bitPattern: UInt32(SA_NODEFER))
        sigaction(signal, &action, nil)
    }
}

/// A thread that waits for something that cannot be told from a lock is seen there this often before it is stopped: 2 ms each.
private let patience = 25

private func handleTrap(_ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?) {
    let state = EndState.shared
    guard let context, state.pointee.process == getpid(),
        systemCall(SystemCall.gettid, 0, 0, 0, 0, 0, 0) != Int(state.pointee.process)
    else {
        // The host's own thread, or a child that a cell forked: die as any program would.
        _ = Foundation.signal(signal, SIG_DFL)
        raise(signal)
        return
    }
    // A task that an earlier cell began, and nobody to blame.
    guard state.pointee.hasThread else { standStill() }
    let registers = Registers(context)
    let isCell = pthread_equal(pthread_self(), state.pointee.thread) != 0
    let address = info.map { UInt(bitPattern: $0.pointee._sifields._sigfault.si_addr) } ?? 0
    let end = state.pointee.stack.lowerBound
    let isOverflow = signal == SIGSEGV && isCell && address >= end - CellStack.closed && address < end + 4096
    if isOverflow, !state.pointee.isOverflowing, address >= end - CellStack.reserve, !isCellCode(registers.programCounter),
        turnReturns(registers)
    {
        // The stack ended in the runtime or the C library, perhaps with the lock of the allocator in hand: lend what that needs to
        // come back, and end where it would go on.
        state.pointee.isOverflowing = true
        mprotect(UnsafeMutableRawPointer(bitPattern: end - CellStack.reserve), Int(CellStack.reserve), PROT_READ | PROT_WRITE)
        return
    }
    let origin = isCell ? turnedReturn(registers) : nil
    if state.pointee.claims() {
        state.pointee.signal = signal
        collectFrames(registers, isCell: isCell)
        if let origin { state.pointee.frames[0] = origin - 1 }
        if state.pointee.onPurpose != EndState.Kind.running.rawValue {
            state.pointee.kind = state.pointee.onPurpose
        } else if isOverflow || isCell && state.pointee.isOverflowing {
            state.pointee.kind = EndState.Kind.overflowed.rawValue
        } else if origin != nil {
            state.pointee.kind = EndState.Kind.stopped.rawValue
        } else {
            state.pointee.kind = EndState.Kind.trapped.rawValue
        }
    }
    if isCell { leave() }
    state.pointee.ring()
    standStill()
}

private func handleStop(_: Int32, _: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?) {
    let state = EndState.shared
    let error = errno
    defer { errno = error }
    guard let context, state.pointee.stopMode != 0, state.pointee.hasThread,
        pthread_equal(pthread_self(), state.pointee.thread) != 0
    else { return }
    let registers = Registers(context)
    // On its way to the fault already.
    if registers.programCounter == nowhere { return }
    let mayEnd =
        isCellCode(registers.programCounter) || waitsLongEnough(registers) || state.pointee.stopMode == StopMode.anywhere.rawValue
    guard mayEnd, state.pointee.guarded == 0 else {
        if state.pointee.turnsReturns { _ = turnReturns(registers) }
        return
    }
    if state.pointee.claims() {
        state.pointee.isUnsound = state.pointee.stopMode == StopMode.anywhere.rawValue
        collectFrames(registers, isCell: true)
        state.pointee.kind = EndState.Kind.stopped.rawValue
    }
    leave()
}

/// Ends the cell's thread without a step back through its frames. To the kernel it has gone, and can be joined.
private func leave() -> Never {
    EndState.shared.pointee.end()
    while true { _ = systemCall(SystemCall.exit, 0, 0, 0, 0, 0, 0) }
}

/// Keeps a thread that is not the session's where it is: whoever made it may count on it.
private func standStill() -> Never {
    while true { pause() }
}

/// Whether the thread waits in the system, on its own account or long enough for the library to have noticed the interrupt.
private func waitsLongEnough(_ registers: Registers) -> Bool {
    let state = EndState.shared
    let wait = registers.wait
    if wait == .none {
        state.pointee.wait.times = 0
        return false
    }
    let isLibrary = isCalledByLibrary(registers)
    if isLibrary, state.pointee.stopMode == StopMode.inOwnCode.rawValue { return false }
    // A sleep that is broken off would let the cell go on.
    if wait == .brokenOff, !isLibrary { return true }
    let last = state.pointee.wait
    let isSame = last.counter == registers.programCounter && last.stack == registers.stackPointer
    state.pointee.wait = (registers.programCounter, registers.stackPointer, isSame ? last.times + 1 : 1)
    return state.pointee.wait.times >= patience
}
