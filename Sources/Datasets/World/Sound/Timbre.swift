/// What a strike sounds like, whatever its pitch, decay and loudness.
package enum Timbre: String, CaseIterable, Codable, Sendable {
    /// A sine.
    case pureTone
    /// A tone with whole multiples of its pitch above it.
    case harmonic
    /// A tone with overtones that are no whole multiples, as a bell's.
    case inharmonic
    /// A tone that rises.
    case upChirp
    /// A tone that falls.
    case downChirp
    /// Noise of low frequencies.
    case lowNoise
    /// Noise of high frequencies.
    case highNoise
    /// A tone with noise about it.
    case toneAndNoise
    /// Heard in the sound-only sets alone, never in a video.
    case pluck, frequencyModulated, rattle, buzz

    /// The timbres no video has: they test whether what was learnt from video carries over to other sounds.
    package static let unseen: [Timbre] = [.pluck, .frequencyModulated, .rattle, .buzz]
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
