/// The places of the DCASE-like set: each a mixture of sources, none of which is there alone or only there.
public enum SceneClass: String, CaseIterable, Codable, Sendable {
    case arcade, foundry, harbour, kitchen, market, office, orchard, playground, station, workshop

    /// The sources heard in the place, from most to least frequent.
    public var sources: [Timbre] {
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
