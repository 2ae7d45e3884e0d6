/// The seed of a cell's random stream.
enum CellSeed {
    /// The hash of the cell's name begun with the run's seed, then one step of SplitMix64 (Steele, Lea and Flood 2014).
    static func of(_ seed: UInt64, _ cell: String) -> UInt64 {
        var word = StableHash.of(cell, seed: seed) &+ 0x9E37_79B9_7F4A_7C15
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
