/// Where the clock of a file starts anew: two files joined, a recorder restarted, a counter that ran over.
struct Joints {
    /// MPEG streams and Ogg may be joined anywhere: there a jump forward is one as well.
    let followsForwardJumps: Bool
    /// Seconds added to the times of each part; the first part's are its own.
    private(set) var offsets = [0.0]

    init(followsForwardJumps: Bool) { self.followsForwardJumps = followsForwardJumps }

    /// The longest step forward that is a pause and no new clock (s): as ffmpeg has it, and an hour elsewhere.
    var longestPause: Double { followsForwardJumps ? 10 : Survey.alwaysPlausible }

    /// The part after `part` for a stream that stands at `raw` where `due` would go on: one that another stream has opened
    /// already, if that leads about there, so that picture and sound stay together; otherwise a new one.
    mutating func next(after part: Int, raw: Double, due: Double) -> Int {
        if part + 1 < offsets.count, abs(raw + offsets[part + 1] - due) < 2 { return part + 1 }
        offsets.append(due - raw)
        return offsets.count - 1
    }

    /// In words; nil where there is none.
    var description: String? {
        switch offsets.count - 1 {
        case 0: nil
        case 1: "its clock starts anew once, and goes on there without a gap"
        case let count: "its clock starts anew \(count) times, and goes on there without a gap"
        }
    }
}
