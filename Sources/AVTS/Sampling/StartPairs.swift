/// The start times (grid indices) that a kind of negative allows in a video, as unordered pairs.
///
/// Picture and sound of a pair are drawn from one symmetric law: an unordered pair is chosen uniformly and its ends are given to
/// picture and sound by a coin. Positives take their single start from the same law's margin. So neither the start of the picture
/// nor that of the sound says anything about the label: a known shortcut (starts near the ends of a video for hard negatives, away from
/// them for super-hard ones) is closed.
struct StartPairs: Sendable {
    /// Number of starts on the grid of this video.
    let starts: Int
    /// Smallest and largest distance allowed between the two starts (grid steps).
    let distances: ClosedRange<Int>

    /// Number of unordered pairs.
    var count: Int {
        distances.reduce(0) { $0 + max(starts - $1, 0) }
    }

    /// The pair of a number in 0..<count, lower start first.
    func pair(_ number: Int) -> (Int, Int) {
        var rest = number
        for distance in distances where starts > distance {
            if rest < starts - distance { return (rest, rest + distance) }
            rest -= starts - distance
        }
        preconditionFailure("pair \(number) of \(count)")
    }

    /// Starts of picture and sound, by two random numbers.
    func draw(using random: inout some RandomNumberGenerator) -> (video: Int, audio: Int) {
        let (a, b) = pair(Int.random(in: 0..<count, using: &random))
        return Bool.random(using: &random) ? (a, b) : (b, a)
    }
}
