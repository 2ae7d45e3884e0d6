/// The seed of a cell's random stream.
enum CellSeed {
    /// FNV-1a of the cell's name begun with the run's seed, then one step of SplitMix64 (Steele, Lea and Flood 2014).
    static func of(_ seed: UInt64, _ cell: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in cell.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        var word = hash &+ 0x9E37_79B9_7F4A_7C15
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
