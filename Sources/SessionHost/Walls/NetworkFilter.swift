import Foundation

/// A filter of system calls that refuses sockets of the network; those within the machine (AF_UNIX) stay.
enum NetworkFilter {
    /// One instruction of the kernel's filter machine (linux/filter.h).
    private struct Instruction {
        var code: UInt16
        var whenTrue: UInt8 = 0
        var whenFalse: UInt8 = 0
        var value: UInt32
    }

    private struct Program {
        var count: UInt16
        var instructions: UnsafeMutablePointer<Instruction>
    }

    /// - Returns: false where the kernel has no such filters.
    static func install() -> Bool {
        let load: UInt16 = 0x20, isEqual: UInt16 = 0x15, isAtLeast: UInt16 = 0x35, answer: UInt16 = 0x06
        let allow: UInt32 = 0x7FFF_0000, refuse: UInt32 = 0x0005_0000 | UInt32(EACCES)
        #if arch(arm64)
            let architecture: UInt32 = 0xC000_00B7, socket: UInt32 = 198, ring: UInt32 = 425
        #else
            let architecture: UInt32 = 0xC000_003E, socket: UInt32 = 41, ring: UInt32 = 425
        #endif
        var instructions = [
            Instruction(code: load, value: 4),  // the architecture
            Instruction(code: isEqual, whenTrue: 0, whenFalse: 7, value: architecture),
            Instruction(code: load, value: 0),  // the call
            // Calls of the 32-bit kind have other numbers, and io_uring opens sockets without a call.
            Instruction(code: isAtLeast, whenTrue: 5, whenFalse: 0, value: 0x4000_0000),
            Instruction(code: isEqual, whenTrue: 4, whenFalse: 0, value: ring),
            Instruction(code: isEqual, whenTrue: 0, whenFalse: 2, value: socket),
            Instruction(code: load, value: 16),  // the family
            Instruction(code: isEqual, whenTrue: 0, whenFalse: 1, value: UInt32(AF_UNIX)),
            Instruction(code: answer, value: allow),
            Instruction(code: answer, value: refuse),
        ]
        return instructions.withUnsafeMutableBufferPointer { list in
            var program = Program(count: UInt16(list.count), instructions: list.baseAddress!)
            // Set the filter, for all threads of the process.
            return withUnsafeMutablePointer(to: &program) {
                systemCall(SystemCall.seccomp, 1, 1, Int(bitPattern: $0), 0, 0, 0) == 0
            }
        }
    }
}
