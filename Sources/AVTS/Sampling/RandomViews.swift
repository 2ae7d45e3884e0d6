import Datasets
import Tensors
import Work

/// The parts of frames that networks see: the middle, or in training random squares of several sizes, half of them mirrored
/// (multi-scale cropping, Wang et al. 2016, "Temporal segment networks").
struct RandomViews: Sendable {
    let picture: DecodedFormat.Picture
    /// Side of what networks see; nil for the whole frame.
    let crop: Int?
    /// Sides of the squares, as shares of the frame's shorter side.
    let scales: [Double]
    let flip: Bool
    /// What becomes of colours; nil leaves them alone.
    var colour: ColourJitter?

    /// Changes of the colours of `count` clips, one each; nil where they stay what they are.
    func colours(_ count: Int, using random: inout RandomStream) -> [ColourAdjustment]? {
        colour.map { colour in (0..<count).map { _ in colour.draw(using: &random) } }
    }

    /// Views of `count` clips, one each; nil where the whole frame is seen as it is.
    func draw(_ count: Int, using random: inout RandomStream) -> [ClipView]? {
        guard flip || crop != nil else { return nil }
        return (0..<count).map { _ in
            let isMirrored = flip && random.uniform() < 0.5
            guard crop != nil, !scales.isEmpty else { return centre(isMirrored: isMirrored) }
            let shorter = min(picture.width, picture.height)
            let side = min(max(Int((scales[random.integer(in: 0..<scales.count)] * Double(shorter)).rounded()), 1), shorter)
            return ClipView(
                x: random.integer(in: 0..<picture.width - side + 1), y: random.integer(in: 0..<picture.height - side + 1),
                side: side, isMirrored: isMirrored)
        }
    }

    /// The middle of the frame, not scaled.
    func centre(isMirrored: Bool = false) -> ClipView {
        guard let crop else { return ClipView(isMirrored: isMirrored) }
        return ClipView(x: (picture.width - crop) / 2, y: (picture.height - crop) / 2, isMirrored: isMirrored)
    }
}

extension DecodedVideos {
    /// Clips as networks see them, z-normalised, `[N, frames, height, width, 3]`: by their views, or the middle of the frame where a geometry
    /// crops it.
    ///
    /// - Parameters:
    ///   - places: starts on the grid; a clip that reaches beyond its video traps.
    ///   - frames: frames of each clip.
    ///   - crop: side of what is seen, pixels; nil for the whole frame.
    ///   - views: one a clip; nil for the middle of each.
    ///   - colours: changes of colours, one a clip; nil leaves them alone.
    /// - Throws: ``DatasetError/readFailed(path:reason:)`` when the store was cut short while in use.
    public func clips(
        at places: [ClipPlace], frames: Int, crop: Int?, views: [ClipView]? = nil, colours: [ColourAdjustment]?
    ) throws(DatasetError) -> Tensor {
        let clips = try clips(at: places, frames: frames, crop: crop, views: views)
        return colours.map { ColourAdjustment.apply($0, to: clips, normalization) } ?? clips
    }

    /// As `clips(at:frames:crop:views:colours:)`, in the colours of the files.
    public func clips(
        at places: [ClipPlace], frames: Int, crop: Int?, views: [ClipView]? = nil
    ) throws(DatasetError) -> Tensor {
        guard let picture = format.picture, views != nil || crop != nil else { return try clips(at: places, frames: frames) }
        if let crop {
            Failing.unless(
                crop >= 1 && crop <= min(picture.width, picture.height),
                "clips: found a crop of \(crop), expected 1…\(min(picture.width, picture.height)), within \(picture.width)×\(picture.height)"
            )
        }
        let middle = RandomViews(picture: picture, crop: crop, scales: [], flip: false).centre()
        return try clips(
            at: places, frames: frames, views: views ?? places.map { _ in middle }, width: crop ?? picture.width,
            height: crop ?? picture.height)
    }
}
