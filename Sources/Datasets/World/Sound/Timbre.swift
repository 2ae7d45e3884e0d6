/// What a strike sounds like, whatever its pitch, decay and loudness.
public enum Timbre: String, CaseIterable, Codable, Sendable {
    case pureTone, harmonic, inharmonic, upChirp, downChirp, lowNoise, highNoise, toneAndNoise
    /// Heard in the sound-only sets alone, never in a video.
    case pluck, frequencyModulated, rattle, buzz

    /// The timbres no video has: they test whether what was learnt from video carries over to other sounds.
    public static let unseen: [Timbre] = [.pluck, .frequencyModulated, .rattle, .buzz]
}

/// One strike's sound: a timbre at a pitch with a decay.
struct Strike {
    var timbre: Timbre
    /// Fundamental or corner frequency, Hz.
    var pitch: Double
    /// Time constant of the decay, seconds.
    var decay: Double
    /// Where the noise of this strike starts in its stream.
    var seed: UInt64
}
