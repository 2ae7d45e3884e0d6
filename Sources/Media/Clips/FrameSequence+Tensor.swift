import Tensors
import Work

extension FrameSequence {
    /// The frames as `[T, H, W, 3]`, 0…1.
    public func tensor() -> Tensor { tensor(of: 0..<count) }

    /// Frames `range` as `[range.count, H, W, 3]`, 0…1.
    public func tensor(of range: Range<Int>) -> Tensor {
        Failing.unless(
            range.lowerBound >= 0 && range.upperBound <= count, "FrameSequence: found frames \(range), expected 0..<\(count)")
        let bytes = width * height * 3
        return Tensor(onHost: [range.count, height, width, 3]) { target in
            target.copy(rgb.span.extracting(range.lowerBound * bytes..<range.upperBound * bytes), times: 1 / 255)
        }
    }
}
