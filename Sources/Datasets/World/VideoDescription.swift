/// Everything about one synthetic video but its pixels and samples: a value that the renderers turn into media.
///
/// It is a pure function of (specification, partition, index); see ``WorldSpecification/video(_:_:)``.
package struct VideoDescription: Codable, Hashable, Sendable {
    /// The body that moves and strikes; lengths are fractions of the frame's side.
    package struct Body: Codable, Hashable, Sendable {
        /// The outline.
        package var shape: BodyShape
        /// Geometric mean of half the width and half the height.
        package var radius: Double
        /// Width over height of the undeformed body.
        package var aspect: Double
        /// Rest position; y runs down.
        package var x: Double
        /// Rest position from the top.
        package var y: Double
        /// Extent of the motion.
        package var travel: Double
        /// Direction of the motion where the class leaves it free, radians.
        package var direction: Double
        /// How far it is turned, radians.
        package var rotation: Double
        /// The colour between strikes.
        package var colour: RGBColour
        /// The colour it lights up with at a strike.
        package var glow: RGBColour
    }

    /// A body that drifts and never strikes.
    package struct Distractor: Codable, Hashable, Sendable {
        /// What drifts.
        package var body: Body
        /// Turns per second of its drift in x and y.
        package var speedX: Double
        /// Turns per second of its drift in y.
        package var speedY: Double
    }

    /// What is behind the body.
    package struct Background: Codable, Hashable, Sendable {
        /// The pattern.
        package var texture: BackgroundTexture
        /// The first colour.
        package var colour: RGBColour
        /// The second colour, where the pattern has one.
        package var second: RGBColour
        /// Period of the texture, as a fraction of the frame's side.
        package var scale: Double
        /// Direction of the pattern, radians.
        package var angle: Double
        /// What random patterns are drawn from.
        package var seed: UInt64
    }

    /// The camera: its noise and, when hand-held, its path.
    package struct Camera: Codable, Hashable, Sendable {
        /// Standard deviation of the noise, fraction of full scale.
        package var noise: Double
        /// What noise is drawn from.
        package var seed: UInt64
        /// Amplitude of the path, fraction of the frame's side.
        package var motion: Double
        /// Turns per second of the path in x.
        package var speedX: Double
        /// Turns per second of the path in y.
        package var speedY: Double
        /// Where the path begins, radians.
        package var phase: Double
    }

    /// The noise behind the strikes.
    package struct Noise: Codable, Hashable, Sendable {
        /// Power of a strike's first 50 ms over the noise, decibels.
        package var signalToNoise: Double
        /// Pole of the noise's filter: 0 is white, towards 1 brown.
        package var colour: Double
        /// What the noise is drawn from.
        package var seed: UInt64
    }

    /// The voice of the video's strikes.
    package struct Voice: Codable, Hashable, Sendable {
        /// The kind of sound.
        package var timbre: Timbre
        /// Hz.
        package var pitch: Double
        /// Time constant, seconds.
        package var decay: Double
        /// Peak level of the track, decibels of full scale.
        package var loudness: Double
        /// What noise in the sound is drawn from.
        package var seed: UInt64
    }

    /// The class: how the body moves and what it sounds like.
    package var action: ActionClass
    /// Seconds.
    package var duration: Double
    /// Times of the strikes in seconds, ascending; the first precedes the video and the last follows it.
    package var strikes: [Double]
    /// The body that moves and strikes.
    package var body: Body
    /// Bodies that drift and never strike.
    package var distractors: [Distractor]
    /// What is behind the bodies.
    package var background: Background
    /// Its noise, and its path when hand-held.
    package var camera: Camera
    /// What strikes sound like.
    package var voice: Voice
    /// The noise behind the strikes.
    package var noise: Noise
    /// How strongly strikes light up, 0…1.
    package var strikeGlow: Double

    /// The strikes that fall within the video, in seconds.
    package var events: [Double] { strikes.filter { $0 >= 0 && $0 < duration } }
}
