import Tensors

/// A change of a picture's colours, as torchvision's `adjust_brightness`, `adjust_contrast`, `adjust_saturation`, `adjust_hue` and
/// `rgb_to_grayscale` make it.
///
///     let warmer = ColourAdjustment.steps([.brightness(1.2), .hue(0.02)])
///     let seen = warmer(clip)                              // [T, H, W, 3], red, green and blue in 0…1
public struct ColourAdjustment: Hashable, Sendable {
    /// One change; colours are held to 0…1 after each.
    public enum Step: Hashable, Sendable {
        /// Times a factor ≥ 0: 0 is black, 1 the picture itself.
        case brightness(Double)
        /// Away from the mean grey of the frame by a factor ≥ 0: 0 is that grey, 1 the picture itself.
        case contrast(Double)
        /// Away from the grey of each pixel by a factor ≥ 0: 0 is without colour, 1 the picture itself.
        case saturation(Double)
        /// Around the circle of hues, by −0.5…0.5 of it.
        case hue(Double)
        /// Without colour: each pixel's grey in all three channels.
        case grey
    }

    /// The changes, one after the other.
    public let steps: [Step]

    /// Changes in this order. A factor below 0, and a hue beyond half the circle, end the cell.
    public static func steps(_ steps: [Step]) -> ColourAdjustment { ColourAdjustment(steps: steps) }

    private init(steps: [Step]) {
        for step in steps {
            switch step {
            case .brightness(let factor), .contrast(let factor), .saturation(let factor):
                require(factor >= 0 && factor.isFinite, "ColourAdjustment: found the factor \(factor), expected at least 0")
            case .hue(let turn): require(abs(turn) <= 0.5, "ColourAdjustment: found a hue of \(turn), expected −0.5…0.5")
            case .grey: break
            }
        }
        self.steps = steps
    }

    /// The frames changed, all in the same way.
    ///
    /// - Parameter frames: `[…, height, width, 3]`, red, green and blue in 0…1. Tracked ones end the cell: no derivative goes through.
    public func callAsFunction(_ frames: Tensor) -> Tensor {
        Pictures.check(frames, "ColourAdjustment")
        return Tensor(onHost: frames.shape) { target in
            frames.withHostValues { target.copy($0) }
            let size = frames.shape[frames.rank - 3] * frames.shape[frames.rank - 2] * 3
            for start in stride(from: 0, to: size == 0 ? 0 : target.count, by: max(size, 1)) {
                for step in steps { ColourAdjustment.apply(step, to: &target, start..<start + size) }
            }
        }
    }

    /// Changes the frame that lies in a range.
    private static func apply(_ step: Step, to values: inout MutableSpan<Float>, _ frame: Range<Int>) {
        let pixels = stride(from: frame.lowerBound, to: frame.upperBound, by: 3)
        switch step {
        case .brightness(let factor):
            let factor = Float(factor)
            for index in frame { values[index] = held(values[index] * factor) }
        case .contrast(let factor):
            var sum = 0.0
            for pixel in pixels { sum += Double(grey(values, pixel)) }
            let (factor, mean) = (Float(factor), Float(sum / Double(frame.count / 3)))
            for index in frame { values[index] = held(factor * values[index] + (1 - factor) * mean) }
        case .saturation(let factor):
            let factor = Float(factor)
            for pixel in pixels {
                let grey = grey(values, pixel)
                for index in pixel..<pixel + 3 { values[index] = held(factor * values[index] + (1 - factor) * grey) }
            }
        case .hue(let turn):
            let turn = Float(turn)
            for pixel in pixels {
                let (red, green, blue) = HueCircle.turned(values[pixel], values[pixel + 1], values[pixel + 2], by: turn)
                (values[pixel], values[pixel + 1], values[pixel + 2]) = (red, green, blue)
            }
        case .grey:
            for pixel in pixels {
                let grey = grey(values, pixel)
                for index in pixel..<pixel + 3 { values[index] = grey }
            }
        }
    }

    /// ITU-R BT.601's luma, in torchvision's digits.
    private static func grey(_ values: borrowing MutableSpan<Float>, _ pixel: Int) -> Float {
        0.2989 * values[pixel] + 0.587 * values[pixel + 1] + 0.114 * values[pixel + 2]
    }

    private static func held(_ value: Float) -> Float { min(max(value, 0), 1) }
}

/// Hue, saturation and value of a colour (Smith 1978), as torchvision computes them.
private enum HueCircle {
    static func turned(_ red: Float, _ green: Float, _ blue: Float, by turn: Float) -> (Float, Float, Float) {
        let (most, least) = (max(red, green, blue), min(red, green, blue))
        let spread = most - least
        // A grey has no hue to turn, and NaN stays what it is.
        guard spread > 0 else { return (red, green, blue) }
        let (r, g, b) = ((most - red) / spread, (most - green) / spread, (most - blue) / spread)
        let sixth = most == red ? b - g : most == green ? 2 + r - b : 4 + g - r
        var hue = sixth / 6 + turn
        hue -= hue.rounded(.down)
        let saturation = spread / most
        let place = hue * 6
        let sector = Int(place) % 6
        let part = place - place.rounded(.down)
        let low = held(most * (1 - saturation))
        let falling = held(most * (1 - saturation * part))
        let rising = held(most * (1 - saturation * (1 - part)))
        switch sector {
        case 0: return (most, rising, low)
        case 1: return (falling, most, low)
        case 2: return (low, most, rising)
        case 3: return (low, falling, most)
        case 4: return (rising, low, most)
        default: return (most, low, falling)
        }
    }

    private static func held(_ value: Float) -> Float { min(max(value, 0), 1) }
}
