import Tensors

/// Random changes of brightness, contrast, saturation and hue, in random order, as torchvision's `ColorJitter` makes them; each clip has
/// its own, and all frames of a clip the same.
///
/// ```swift
/// let jitter = ColourJitter(brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1, grey: 0.2)
/// let seen = jitter(clips, using: &random)            // [N, T, H, W, 3], red, green and blue in 0…1
/// ```
public struct ColourJitter: Hashable, Sendable, Codable {
    /// How far the factors of brightness, contrast and saturation lie from 1 at most.
    public let brightness: Double, contrast: Double, saturation: Double
    /// How far hues turn at most, in circles.
    public let hue: Double
    /// How likely a clip loses its colours altogether.
    public let grey: Double

    /// - Parameters:
    ///   - brightness, contrast, saturation: ≥ 0; factors are drawn evenly from `max(0, 1 − x)…1 + x`. 0 leaves it alone.
    ///   - hue: 0…0.5; turns are drawn evenly from `−hue…hue` of the circle.
    ///   - grey: how likely a clip loses its colours, 0…1.
    public init(
        brightness: Double = 0, contrast: Double = 0, saturation: Double = 0, hue: Double = 0, grey: Double = 0
    ) {
        for share in [brightness, contrast, saturation] {
            require(share >= 0 && share.isFinite, "ColourJitter: found \(share), expected at least 0")
        }
        require((0...0.5).contains(hue), "ColourJitter: found a hue of \(hue), expected 0…0.5")
        require((0...1).contains(grey), "ColourJitter: found a probability of \(grey), expected 0…1")
        (self.brightness, self.contrast, self.saturation, self.hue, self.grey) = (brightness, contrast, saturation, hue, grey)
    }

    /// Reads what a configuration kept; numbers that are none of a jitter's are an error.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func value(_ key: CodingKeys, _ range: ClosedRange<Double>) throws -> Double {
            let value = try values.decodeIfPresent(Double.self, forKey: key) ?? 0
            guard range.contains(value) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "found \(value), expected \(range.lowerBound)…\(range.upperBound)")
            }
            return value
        }
        let most = Double.greatestFiniteMagnitude
        self.init(
            brightness: try value(.brightness, 0...most), contrast: try value(.contrast, 0...most),
            saturation: try value(.saturation, 0...most), hue: try value(.hue, 0...0.5), grey: try value(.grey, 0...1))
    }

    /// Draws what becomes of one clip.
    public func draw(using random: inout RandomStream) -> ColourAdjustment {
        func factor(_ share: Double) -> Double { random.uniform(in: max(0, 1 - share)..<(1 + share).nextUp) }
        var steps: [ColourAdjustment.Step] = []
        for step in random.permutation(4) {
            switch step {
            case 0 where brightness > 0: steps.append(.brightness(factor(brightness)))
            case 1 where contrast > 0: steps.append(.contrast(factor(contrast)))
            case 2 where saturation > 0: steps.append(.saturation(factor(saturation)))
            case 3 where hue > 0: steps.append(.hue(random.uniform(in: -hue..<hue)))
            default: break
            }
        }
        if grey > 0, random.bernoulli(grey) { steps.append(.grey) }
        return .steps(steps)
    }

    /// The frames with changes drawn from a stream.
    ///
    /// - Parameter frames: a picture `[H, W, 3]`, a clip `[T, H, W, 3]` or clips `[N, T, H, W, 3]`, red, green and blue in 0…1.
    public func callAsFunction(_ frames: Tensor, using random: inout RandomStream) -> Tensor {
        Pictures.check(frames, "ColourJitter")
        return Pictures.eachClip(frames, "ColourJitter") { draw(using: &random)($0) }
    }

}

extension ColourAdjustment {
    /// Clips that are z-normalised, as ``DecodedVideos`` gives them, changed in their own colours and normalised again.
    ///
    /// - Parameters:
    ///   - adjustments: one a clip.
    ///   - clips: `[N, T, H, W, 3]`.
    ///   - normalization: what they were normalised with.
    package static func apply(_ adjustments: [ColourAdjustment], to clips: Tensor, _ normalization: Normalization) -> Tensor {
        require(
            adjustments.count == clips.shape[0], "found \(adjustments.count) adjustments, expected \(clips.shape[0]), one a clip")
        guard !adjustments.isEmpty else { return clips }
        let (mean, deviation) = (Tensor(normalization.frameMean), Tensor(normalization.frameDeviation))
        let plain = clips * deviation + mean
        let changed = adjustments.enumerated().map { $1(plain.slice(axis: 0, at: $0)) }
        return (Tensor.stacked(changed, axis: 0) - mean) / deviation
    }
}
