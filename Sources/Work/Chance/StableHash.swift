/// A number for a text that is the same in every run and on every machine, as Swift's own hashes are not.
///
/// It draws random streams apart and names cells; it does not tell whether content is unchanged, which is `Digest`'s.
package enum StableHash {
    /// FNV-1a of the UTF-8, 64 bits (Fowler, Noll and Vo, <http://www.isthe.com/chongo/tech/comp/fnv>); `seed` makes others of it.
    package static func of(_ text: String, seed: UInt64 = 0) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
