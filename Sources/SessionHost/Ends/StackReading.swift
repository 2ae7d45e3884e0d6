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

/// Where a return address leads that must not be returned to.
let nowhere: UInt = 16

/// Has the thread fault, in place of coming back to code of a cell: then no lock of the runtime or the C library is held any more.
func turnReturns(_ registers: Registers) -> Bool {
    let state = EndState.shared
    guard let (first, count) = words(registers) else { return false }
    func turn(_ place: UnsafeMutablePointer<UInt>) {
        let entry = 2 * (state.pointee.turnCount % EndState.turnLimit)
        state.pointee.turned[entry] = UInt(bitPattern: place)
        state.pointee.turned[entry + 1] = place.pointee
        state.pointee.turnCount += 1
        place.pointee = nowhere
    }
    var found = 0
    // The library's frames lead to the cell's by their pointers, where no code without them lies between.
    if let place = returnByFrames(registers, within: UInt(bitPattern: first)..<UInt(bitPattern: first + count)) {
        turn(place)
        found += 1
    }
    var index = 0
    // Words left over from earlier calls look like return addresses and are none, so the innermost few are turned, not one.
    while index < count, found < 4 {
        if isCellCode(first[index]), followsCall(first[index]) {
            turn(first + index)
            found += 1
        }
        index += 1
    }
    return found > 0
}

/// Where the innermost return into code of a cell stands, as far as frame pointers lead to it.
private func returnByFrames(_ registers: Registers, within stack: Range<UInt>) -> UnsafeMutablePointer<UInt>? {
    var frame = registers.framePointer
    while frame % 8 == 0, frame >= stack.lowerBound, frame + 16 <= stack.upperBound {
        let words = UnsafeMutablePointer<UInt>(bitPattern: frame)!
        // Code without frame pointers may keep anything where they would be.
        if isCellCode(words[1]), followsCall(words[1]) { return words + 1 }
        if words[1] == nowhere || words[0] <= frame { return nil }
        frame = words[0]
    }
    return nil
}

/// What a turned return would have led to, for a thread that took it.
func turnedReturn(_ registers: Registers) -> UInt? {
    let state = EndState.shared
    guard registers.programCounter == nowhere, state.pointee.turnCount > 0 else { return nil }
    var turn = state.pointee.turnCount - 1
    while turn >= 0, turn + EndState.turnLimit >= state.pointee.turnCount {
        let entry = 2 * (turn % EndState.turnLimit)
        // The place lies just below the stack pointer once it is taken.
        if state.pointee.turned[entry] == registers.stackPointer - 8 { return state.pointee.turned[entry + 1] }
        turn -= 1
    }
    return state.pointee.turned[1]
}

/// Whether an address stands behind an instruction that calls, as return addresses do and closures do not.
private func followsCall(_ address: UInt) -> Bool {
    #if arch(x86_64)
        let code = UnsafePointer<UInt8>(bitPattern: address)!
        if code[-5] == 0xE8 || code[-6] == 0xFF && (code[-5] == 0x15 || code[-5] & 0xF8 == 0x90) { return true }
        return code[-2] == 0xFF && code[-1] & 0xF8 == 0xD0 || code[-3] == 0xFF && code[-2] & 0xF8 == 0x50
            || code[-4] == 0xFF && code[-3] == 0x54
    #elseif arch(arm64)
        let word = UnsafePointer<UInt32>(bitPattern: address)![-1]
        return word & 0xFC00_0000 == 0x9400_0000 || word & 0xFFFF_FC1F == 0xD63F_0000
    #endif
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
