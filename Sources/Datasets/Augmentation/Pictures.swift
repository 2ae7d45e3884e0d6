import Tensors
import Work

/// What the changes of pictures have in common: frames lie `[…, height, width, channels]`, a clip is four axes of it, a batch of clips five.
enum Pictures {
    /// Refuses what are no frames of three colours.
    static func check(_ frames: Tensor, _ operation: String) {
        require(
            frames.rank >= 3 && frames.shape[frames.rank - 1] == 3,
            "\(operation): found \(frames.shape), expected frames of red, green and blue, […, height, width, 3]")
        require(!frames.isTracked, "\(operation): found tracked frames, expected detached ones: no derivative goes through")
    }

    /// Refuses what this machine's memory does not hold, before anything is taken for it.
    static func hold(_ dimensions: [Int], _ operation: String) {
        let shape = obeying(try ShapeRule.shape(dimensions, operation: operation))
        obeying(try ShapeRule.allocation(shape, operation: operation))
    }

    /// A change of each clip, all frames of one in the same way: of a picture or a clip at once, of a batch clip by clip.
    static func eachClip(_ frames: Tensor, _ operation: String, _ change: (Tensor) -> Tensor) -> Tensor {
        require(
            (3...5).contains(frames.rank),
            "\(operation): found \(frames.shape), expected a picture [H, W, C], a clip [T, H, W, C] or clips [N, T, H, W, C]")
        guard frames.rank == 5, frames.shape[0] > 0 else { return change(frames) }
        return .stacked((0..<frames.shape[0]).map { change(frames.slice(axis: 0, at: $0)) }, axis: 0)
    }
}
