/// The places of the DCASE-like set: each a mixture of sources, none of which is there alone or only there.
package enum SceneClass: String, CaseIterable, Codable, Sendable {
    /// Mostly rising chirps, buzzes, falling chirps.
    case arcade
    /// Mostly low noise, inharmonic tones, rattles.
    case foundry
    /// Mostly low noise, modulated tones, high noise.
    case harbour
    /// Mostly inharmonic tones, high noise, plucks.
    case kitchen
    /// Mostly harmonic tones, rattles, rising chirps.
    case market
    /// Mostly high noise, pure tones, tones with noise.
    case office
    /// Mostly plucks, falling chirps, harmonic tones.
    case orchard
    /// Mostly harmonic tones, pure tones, low noise.
    case playground
    /// Mostly tones with noise, modulated tones, pure tones.
    case station
    /// Mostly rattles, buzzes, tones with noise.
    case workshop

    /// The sources heard in the place, from most to least frequent.
    package var sources: [Timbre] {
        switch self {
        case .arcade: [.upChirp, .buzz, .downChirp]
        case .foundry: [.lowNoise, .inharmonic, .rattle]
        case .harbour: [.lowNoise, .frequencyModulated, .highNoise]
        case .kitchen: [.inharmonic, .highNoise, .pluck]
        case .market: [.harmonic, .rattle, .upChirp]
        case .office: [.highNoise, .pureTone, .toneAndNoise]
        case .orchard: [.pluck, .downChirp, .harmonic]
        case .playground: [.harmonic, .pureTone, .lowNoise]
        case .station: [.toneAndNoise, .frequencyModulated, .pureTone]
        case .workshop: [.rattle, .buzz, .toneAndNoise]
        }
    }
}
