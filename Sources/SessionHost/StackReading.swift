import Foundation

// What a signal handler reads from a thread's stack: no allocation, no lock.

func isCellCode(_ address: UInt) -> Bool {
    let state = EndState.shared
    var index = 0
    while index < state.pointee.codeCount {
        if address >= state.pointee.code[2 * index], address < state.pointee.code[2 * index + 1] { return true }
        index += 1
    }
    return false
}

/// The words of the stack above the innermost frame of the cell's thread.
private func words(_ registers: Registers) -> (first: UnsafeMutablePointer<UInt>, count: Int)? {
    let stack = EndState.shared.pointee.stack
    let pointer = registers.stackPointer & ~7
    guard pointer >= stack.lowerBound - CellStack.closed, pointer < stack.upperBound else { return nil }
    // The page in which the stack has just ended cannot be read.
    let readable = max(pointer, stack.lowerBound)
    return (UnsafeMutablePointer(bitPattern: readable)!, min(1 << 15, Int(stack.upperBound - readable) / 8))
}

/// The place that holds the innermost return address into code of a cell.
func returnToCell(_ registers: Registers) -> UnsafeMutablePointer<UInt>? {
    guard let (first, count) = words(registers) else { return nil }
    var index = 0
    while index < count {
        if isCellCode(first[index]) { return first + index }
        index += 1
    }
    return nil
}

/// Whether the innermost code that is not the system's is the library's.
func isCalledByLibrary(_ registers: Registers) -> Bool {
    guard let (first, count) = words(registers) else { return false }
    let library = EndState.shared.pointee.library
    var index = 0
    while index < count {
        let word = first[index]
        if word >= library.lowerBound, word < library.upperBound { return true }
        if isCellCode(word) { return false }
        index += 1
    }
    return false
}

/// The program counter and the return addresses of the frames above it, as far as frame pointers lead within the stack.
func collectFrames(_ registers: Registers, isCell: Bool) {
    let state = EndState.shared
    let stack =
        isCell
        ? state.pointee.stack.lowerBound - CellStack.reserve..<state.pointee.stack.upperBound
        : registers.stackPointer..<registers.stackPointer + 1 << 20
    state.pointee.frames[0] = registers.programCounter
    var count = 1
    var frame = registers.framePointer
    var words = (0 as UInt, 0 as UInt)
    while count < EndState.frameLimit, frame % 8 == 0, frame >= stack.lowerBound, frame < stack.upperBound - 16 {
        guard read(frame, into: &words), words.1 != 0 else { break }
        // A return address points behind the call.
        state.pointee.frames[count] = words.1 - 1
        count += 1
        if words.0 <= frame { break }
        frame = words.0
    }
    state.pointee.frameCount = count
}

/// Asks the kernel for two words that may not be there.
private func read(_ address: UInt, into words: inout (UInt, UInt)) -> Bool {
    withUnsafeMutablePointer(to: &words) { target in
        var here = (target, 16), there = (address, 16)
        return withUnsafeMutablePointer(to: &here) { here in
            withUnsafeMutablePointer(to: &there) { there in
                systemCall(
                    SystemCall.readMemory, Int(EndState.shared.pointee.process), Int(bitPattern: here), 1,
                    Int(bitPattern: there), 1, 0) == 16
            }
        }
    }
}
