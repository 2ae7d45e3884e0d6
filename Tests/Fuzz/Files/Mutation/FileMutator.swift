/// Makes mutants of files, each by its number alone.
struct FileMutator {
    let samples: [FileSample]
    private let seed: UInt64
    var random: Chance

    init(_ samples: [FileSample], seed: UInt64) {
        (self.samples, self.seed) = (samples, seed)
        random = Chance(seed: seed)
    }

    /// The mutant of a number: the same for a seed, whatever was made before it.
    mutating func mutant(_ number: Int, of target: any FileTarget.Type) -> (sample: FileSample, bytes: [UInt8]) {
        random = Chance(seed: seed, turn: number)
        let sample = random.element(of: samples)
        return (sample, target.mutant(of: sample, by: &self))
    }

    /// One to four changes, seldom a dozen; most mutants should get past the first check.
    mutating func changes() -> Int { random.below(20) == 0 ? 12 : 1 + random.below(2) * random.below(4) }

    /// A mutant of what is a text, now and then of its bytes.
    mutating func text(_ original: [UInt8]) -> [UInt8] {
        if random.below(5) == 0 { return bytes(original) }
        var tokens = TextTokens(original)
        for _ in 0..<changes() { tokens.change(&random) }
        return tokens.bytes
    }

    /// A mutant of what is JSON: values, members and names exchanged for others; now and then of its text.
    mutating func json(_ original: [UInt8]) -> [UInt8] {
        if random.below(4) == 0 { return text(original) }
        var result = original
        for _ in 0..<changes() { JSONChange.apply(to: &result, &random) }
        return result
    }

    /// A file with a header whose length stands before it, the header exchanged and its length put right, unless that is to lie.
    mutating func framed(
        _ original: [UInt8], length: Range<Int>, _ change: (inout FileMutator, [UInt8]) -> [UInt8]
    ) -> [UInt8] {
        let count = original[length].reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = length.upperBound..<min(length.upperBound + count, original.count)
        if random.below(4) == 0 { return bytes(original, most: header.upperBound) }
        let changed = change(&self, Array(original[header]))
        var result = original
        result.replaceSubrange(header, with: changed)
        if random.below(8) > 0 {
            for (place, index) in length.enumerated() { result[index] = UInt8(truncatingIfNeeded: changed.count >> (8 * place)) }
        }
        return random.below(8) == 0 ? bytes(result) : result
    }
}
