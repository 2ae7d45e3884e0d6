import Foundation

/// Where a thread stood when a signal came.
struct Registers {
    let programCounter: UInt
    let framePointer: UInt
    let stackPointer: UInt
    private let result: Int

    init(_ context: UnsafeMutableRawPointer) {
        let machine = context.assumingMemoryBound(to: ucontext_t.self)
        #if arch(x86_64)
            let registers = UnsafeMutableRawPointer(machine.pointer(to: \.uc_mcontext.gregs)!).assumingMemoryBound(to: UInt.self)
            // REG_RIP, REG_RBP, REG_RSP and REG_RAX, which the C library names for GNU programs only.
            programCounter = registers[16]
            framePointer = registers[10]
            stackPointer = registers[15]
            result = Int(bitPattern: registers[13])
        #elseif arch(arm64)
            programCounter = UInt(machine.pointee.uc_mcontext.pc)
            let registers = UnsafeMutableRawPointer(machine.pointer(to: \.uc_mcontext.regs)!).assumingMemoryBound(to: UInt.self)
            framePointer = registers[29]
            stackPointer = UInt(machine.pointee.uc_mcontext.sp)
            result = Int(bitPattern: registers[0])
        #endif
    }

    enum Wait { case none, brokenOff, goesOn }

    /// Whether the signal came while the thread waited in the system: the kernel then leaves the program counter behind the call, with
    /// EINTR for an answer (a sleep, a wait with a limit), or on it, to begin it again (a semaphore, a pipe).
    var wait: Wait {
        #if arch(x86_64)
            let code = UnsafePointer<UInt8>(bitPattern: programCounter)!
            if result == -Int(EINTR), code[-2] == 0x0F, code[-1] == 0x05 { return .brokenOff }
            // read, wait4, futex, accept, recvfrom, recvmsg, waitid, connect. Never write: whoever prints holds the lock of a file.
            return code[0] == 0x0F && code[1] == 0x05 && [0, 61, 202, 43, 45, 47, 247, 42].contains(result) ? .goesOn : .none
        #elseif arch(arm64)
            let code = UnsafePointer<UInt32>(bitPattern: programCounter)!
            // The number of the call is in a register that it leaves alone, and its first argument is back in the first.
            return code[-1] == 0xD400_0001 && result == -Int(EINTR) ? .brokenOff : .none
        #endif
    }
}
