import Foundation

/// The signals that end a cell.
enum SignalHandlers {
    static let stop = SIGUSR2
    private static let traps = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE]

    static func install() {
        _ = EndState.shared
        for signal in traps { install(signal, handleTrap) }
        install(stop, handleStop)
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

    /// A stack for handlers of this thread, since a cell may have used up its own.
    static func prepareThread() {
        let size = 1 << 16
        var stack = stack_t()
        stack.ss_sp = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        stack.ss_size = size
        sigaltstack(&stack, nil)
    }
}

/// The thread stays here for good.
private func park() -> Never {
    while true { pause() }
}

private func handleTrap(_ signal: Int32, _ info: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?) {
    let state = EndState.shared
    guard state.pointee.hasThread, state.pointee.kind == EndState.Kind.running.rawValue, let context else {
        // No cell to blame: die as any program would.
        _ = Foundation.signal(signal, SIG_DFL)
        raise(signal)
        return
    }
    let registers = Registers(context)
    let isCell = pthread_equal(pthread_self(), state.pointee.thread) != 0
    state.pointee.signal = signal
    collectFrames(registers, isCell ? state.pointee.stack : registers.stackPointer..<registers.stackPointer + 1 << 20)
    let address = info.map { UInt(bitPattern: $0.pointee._sifields._sigfault.si_addr) } ?? 0
    let belowStack = state.pointee.stack.lowerBound
    if state.pointee.onPurpose != EndState.Kind.running.rawValue {
        state.pointee.kind = state.pointee.onPurpose
    } else if signal == SIGSEGV, isCell, address >= belowStack - CellStack.guardSize, address < belowStack + 4096 {
        state.pointee.kind = EndState.Kind.overflowed.rawValue
    } else {
        state.pointee.kind = EndState.Kind.trapped.rawValue
    }
    state.pointee.ring()
    park()
}

private func handleStop(_: Int32, _: UnsafeMutablePointer<siginfo_t>?, _ context: UnsafeMutableRawPointer?) {
    let state = EndState.shared
    let error = errno
    guard let context, state.pointee.stopMode != 0, state.pointee.hasThread,
        state.pointee.kind == EndState.Kind.running.rawValue, pthread_equal(pthread_self(), state.pointee.thread) != 0
    else { return }
    let registers = Registers(context)
    let isInCell = isCellCode(registers.programCounter)
    guard isInCell || state.pointee.stopMode >= StopMode.whereverItWaits.rawValue else {
        errno = error
        return
    }
    state.pointee.isUnsound = !isInCell && state.pointee.stopMode == StopMode.anywhere.rawValue
    collectFrames(registers, state.pointee.stack)
    state.pointee.kind = EndState.Kind.stopped.rawValue
    state.pointee.ring()
    park()
}

private func isCellCode(_ address: UInt) -> Bool {
    let state = EndState.shared
    var index = 0
    while index < state.pointee.codeCount {
        if address >= state.pointee.code[2 * index], address < state.pointee.code[2 * index + 1] { return true }
        index += 1
    }
    return false
}

/// The program counter and the return addresses of the frames above it, as far as frame pointers lead within the stack.
private func collectFrames(_ registers: Registers, _ stack: Range<UInt>) {
    let state = EndState.shared
    state.pointee.frames[0] = registers.programCounter
    var count = 1
    var frame = registers.framePointer
    while count < EndState.frameLimit, frame % 8 == 0, frame >= stack.lowerBound, frame < stack.upperBound - 16 {
        let words = UnsafePointer<UInt>(bitPattern: frame)!
        if words[1] == 0 { break }
        // A return address points behind the call.
        state.pointee.frames[count] = words[1] - 1
        count += 1
        if words[0] <= frame { break }
        frame = words[0]
    }
    state.pointee.frameCount = count
}

/// Where a thread stood when a signal came.
private struct Registers {
    let programCounter: UInt
    let framePointer: UInt
    let stackPointer: UInt

    init(_ context: UnsafeMutableRawPointer) {
        let machine = context.assumingMemoryBound(to: ucontext_t.self)
        #if arch(x86_64)
            let registers = UnsafeMutableRawPointer(machine.pointer(to: \.uc_mcontext.gregs)!).assumingMemoryBound(to: UInt.self)
            // REG_RIP, REG_RBP and REG_RSP, which the C library names for GNU programs only.
            programCounter = registers[16]
            framePointer = registers[10]
            stackPointer = registers[15]
        #elseif arch(arm64)
            programCounter = UInt(machine.pointee.uc_mcontext.pc)
            let registers = UnsafeMutableRawPointer(machine.pointer(to: \.uc_mcontext.regs)!).assumingMemoryBound(to: UInt.self)
            framePointer = registers[29]
            stackPointer = UInt(machine.pointee.uc_mcontext.sp)
        #endif
    }
}
