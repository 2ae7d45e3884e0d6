/// The ways a body moves between its strikes: the labels of the synthetic world's videos.
package enum ActionClass: String, CaseIterable, Codable, Sendable {
    /// Falls to the ground and rebounds; strikes on the ground.
    case bounce
    /// Runs to and fro between two walls; strikes each wall.
    case shuttle
    /// Swells slowly and collapses; strikes when it collapses.
    case pulse
    /// Rests, then jumps one notch round a circle; strikes as it jumps.
    case ratchet
    /// Rests and dims; strikes as it lights up.
    case flash
    /// Hangs from above; strikes at the lowest point of its arc.
    case swing
    /// Rises slowly on its handle and drops; strikes as it lands.
    case hammer
    /// Rests, then trembles and settles; strikes as the trembling starts.
    case shake

    /// The timbre every strike of this class sounds with.
    package var timbre: Timbre {
        switch self {
        case .bounce: .pureTone
        case .shuttle: .harmonic
        case .pulse: .upChirp
        case .ratchet: .highNoise
        case .flash: .inharmonic
        case .swing: .downChirp
        case .hammer: .lowNoise
        case .shake: .toneAndNoise
        }
    }
}
