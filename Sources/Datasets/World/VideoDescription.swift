/// Everything about one synthetic video but its pixels and samples: a value that the renderers turn into media.
///
/// It is a pure function of (specification, partition, index); see ``WorldSpecification/video(_:_:)``.
public struct VideoDescription: Codable, Hashable, Sendable {
    /// The body that moves and strikes; lengths are fractions of the frame's side.
    public struct Body: Codable, Hashable, Sendable {
        /// The outline.
        public var shape: BodyShape
        /// Geometric mean of half the width and half the height.
        public var radius: Double
        /// Width over height of the undeformed body.
        public var aspect: Double
        /// Rest position; y runs down.
        public var x: Double
        /// Rest position from the top.
        public var y: Double
        /// Extent of the motion.
        public var travel: Double
        /// Direction of the motion where the class leaves it free, radians.
        public var direction: Double
        /// How far it is turned, radians.
        public var rotation: Double
        /// The colour between strikes.
        public var colour: RGBColour
        /// The colour it lights up with at a strike.
        public var glow: RGBColour
    }

    /// A body that drifts and never strikes.
    public struct Distractor: Codable, Hashable, Sendable {
        /// What drifts.
        public var body: Body
        /// Turns per second of its drift in x and y.
        public var speedX: Double
        /// Turns per second of its drift in y.
        public var speedY: Double
    }

    /// What is behind the body.
    public struct Background: Codable, Hashable, Sendable {
        /// The pattern.
        public var texture: BackgroundTexture
        /// The first colour.
        public var colour: RGBColour
        /// The second colour, where the pattern has one.
        public var second: RGBColour
        /// Period of the texture, as a fraction of the frame's side.
        public var scale: Double
        /// Direction of the pattern, radians.
        public var angle: Double
        /// What random patterns are drawn from.
        public var seed: UInt64
    }

    /// The camera: its noise and, when hand-held, its path.
    public struct Camera: Codable, Hashable, Sendable {
        /// Standard deviation of the noise, fraction of full scale.
        public var noise: Double
        /// What noise is drawn from.
        public var seed: UInt64
        /// Amplitude of the path, fraction of the frame's side.
        public var motion: Double
        /// Turns per second of the path in x.
        public var speedX: Double
        /// Turns per second of the path in y.
        public var speedY: Double
        /// Where the path begins, radians.
        public var phase: Double
    }

    /// The noise behind the strikes.
    public struct Noise: Codable, Hashable, Sendable {
        /// Power of a strike's first 50 ms over the noise, decibels.
        public var signalToNoise: Double
        /// Pole of the noise's filter: 0 is white, towards 1 brown.
        public var colour: Double
        /// What the noise is drawn from.
        public var seed: UInt64
    }

    /// The voice of the video's strikes.
    public struct Voice: Codable, Hashable, Sendable {
        /// The kind of sound.
        public var timbre: Timbre
        /// Hz.
        public var pitch: Double
        /// Time constant, seconds.
        public var decay: Double
        /// Peak level of the track, decibels of full scale.
        public var loudness: Double
        /// What noise in the sound is drawn from.
        public var seed: UInt64
    }

    /// The class: how the body moves and what it sounds like.
    public var action: ActionClass
    /// Seconds.
    public var duration: Double
    /// Times of the strikes in seconds, ascending; the first precedes the video and the last follows it.
    public var strikes: [Double]
    /// The body that moves and strikes.
    public var body: Body
    /// Bodies that drift and never strike.
    public var distractors: [Distractor]
    /// What is behind the bodies.
    public var background: Background
    /// Its noise, and its path when hand-held.
    public var camera: Camera
    /// What strikes sound like.
    public var voice: Voice
    /// The noise behind the strikes.
    public var noise: Noise
    /// How strongly strikes light up, 0…1.
    public var strikeGlow: Double

    /// The strikes that fall within the video, in seconds.
    public var events: [Double] { strikes.filter { $0 >= 0 && $0 < duration } }
}
