/// Asks now and then, within one long call of the library, whether the cell is to stop.
struct Watch {
    private let machine: Machine
    private var turns = 0

    init(_ machine: Machine) { self.machine = machine }

    @inline(__always)
    mutating func turn() throws {
        turns &+= 1
        if turns & 0x3FFF == 0 { try machine.poll() }
    }
}
