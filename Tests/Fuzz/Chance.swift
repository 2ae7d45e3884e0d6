/// Knuth's MMIX generator: the same numbers for a seed on every machine.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// The numbers of one turn, which do not hang on the turns before it.
    init(seed: UInt64, turn: Int) {
        // SplitMix64's finisher (Steele, Lea, Flood 2014): neighbours have nothing in common.
        var word = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: Int64(turn))
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        state = word ^ (word >> 31)
        _ = below(1)
    }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(bound, 1)
    }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}
