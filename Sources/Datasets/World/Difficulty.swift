import Tensors

/// How hard a synthetic video is to see and to hear, as explicit numbers.
///
/// Each range is drawn from once per video. Experiments tune these openly: the numbers are part of a generated
/// set's fingerprint, so two difficulties never share a folder.
///
/// ```swift
/// var difficulty = Difficulty.blend(0.5)      // half-way between clean and noisy
/// difficulty.signalToNoise = .init(6, 12)     // decibels
/// ```
public struct Difficulty: Codable, Hashable, Sendable {
    /// A closed range of reals that reads well in JSON: `[lower, upper]`.
    public struct Span: Codable, Hashable, Sendable {
        /// The least value.
        public var lower: Double
        /// The greatest value.
        public var upper: Double

        /// A range; `lower` must not exceed `upper`.
        public init(_ lower: Double, _ upper: Double) {
            require(lower <= upper, "a span runs upwards: found \(lower)…\(upper)")
            self.lower = lower
            self.upper = upper
        }

        public init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            lower = try list.decode(Double.self)
            upper = try list.decode(Double.self)
            guard lower <= upper else {
                throw DecodingError.dataCorruptedError(in: list, debugDescription: "a span runs upwards")
            }
        }

        public func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(lower)
            try list.encode(upper)
        }

        func draw(_ stream: inout RandomStream) -> Double { stream.real(lower, upper) }
    }

    /// Radius of the body, as a fraction of the frame's side.
    public var bodyRadius: Span
    /// How strongly the body lights up and swells at a strike, 0 (only its motion tells) … 1.
    public var strikeGlow: Double
    /// Contrast of the background's texture, 0 (plain) … 1.
    public var backgroundContrast: Span
    /// Standard deviation of the camera's noise, as a fraction of full scale.
    public var cameraNoise: Span
    /// Path of the moving camera, as a fraction of the frame's side; 0 is a tripod.
    public var cameraMotion: Span
    /// The most bodies that move about without ever striking.
    public var distractors: Int
    /// Power of the strikes' first 50 ms over the background noise, in decibels.
    public var signalToNoise: Span
    /// Peak level of the sound track, in decibels of full scale.
    public var loudness: Span

    /// Large bodies before a plain background, clear sound: what a network learns first.
    public static let clean = Difficulty(
        bodyRadius: Span(0.15, 0.22), strikeGlow: 0.8, backgroundContrast: Span(0, 0.1), cameraNoise: Span(0, 0.01),
        cameraMotion: Span(0, 0), distractors: 0, signalToNoise: Span(15, 30), loudness: Span(-16, -4))

    /// Smaller bodies before a busy background, sound close to the noise.
    public static let noisy = Difficulty(
        bodyRadius: Span(0.09, 0.16), strikeGlow: 0.35, backgroundContrast: Span(0.1, 0.5),
        cameraNoise: Span(0.01, 0.06), cameraMotion: Span(0, 0), distractors: 0, signalToNoise: Span(2, 16),
        loudness: Span(-24, -4))

    /// The mixture of ``clean`` (`amount` 0) and ``noisy`` (`amount` 1), number by number; other amounts trap.
    public static func blend(_ amount: Double) -> Difficulty {
        require((0...1).contains(amount), "blend: found \(amount), expected 0 (clean) to 1 (noisy)")
        func mix(_ a: Double, _ b: Double) -> Double { a + (b - a) * amount }
        func mix(_ path: KeyPath<Difficulty, Span>) -> Span {
            let (a, b) = (clean[keyPath: path], noisy[keyPath: path])
            return Span(mix(a.lower, b.lower), mix(a.upper, b.upper))
        }
        return Difficulty(
            bodyRadius: mix(\.bodyRadius), strikeGlow: mix(clean.strikeGlow, noisy.strikeGlow),
            backgroundContrast: mix(\.backgroundContrast), cameraNoise: mix(\.cameraNoise),
            cameraMotion: mix(\.cameraMotion), distractors: 0, signalToNoise: mix(\.signalToNoise),
            loudness: mix(\.loudness))
    }

    /// The same difficulty seen by a moving camera among bodies that do not strike (the HMDB-like set).
    public func handHeld() -> Difficulty {
        var result = self
        result.cameraMotion = Span(0.04, 0.12)
        result.distractors = 2
        return result
    }
}
