/// The part of a stored picture that is shown, and the part of the target it fills; pixels, both before turning.
struct PictureRegion: Equatable {
    var x = 0
    var y = 0
    var width: Int
    var height: Int
    var targetX = 0
    var targetY = 0
    var targetWidth: Int
    var targetHeight: Int

    /// Samples that colour is stored once for; a cut starts where a colour sample does.
    struct Chroma: Equatable {
        var width = 1
        var height = 1
    }

    /// Fits a stored picture of `width` × `height` samples of shape `ratio` into `size`.
    init(width: Int, height: Int, ratio: Double, chroma: Chroma, into size: FrameSize, _ orientation: Orientation) {
        self.width = width
        self.height = height
        (targetWidth, targetHeight) =
            orientation.swapsSides ? (size.height, size.width) : (size.width, size.height)
        let (fullWidth, fullHeight) = (targetWidth, targetHeight)
        let shown = Double(width) * ratio / Double(height)
        let wanted = Double(fullWidth) / Double(fullHeight)
        switch size.fit {
        case .stretch: break
        case .crop where shown > wanted:
            self.width = Self.rounded(Double(height) * wanted / ratio, atMost: width)
            x = Self.start(of: self.width, in: width, step: chroma.width, isReversed: orientation.reversesWidth)
        case .crop:
            self.height = Self.rounded(Double(width) * ratio / wanted, atMost: height)
            y = Self.start(of: self.height, in: height, step: chroma.height, isReversed: orientation.reversesHeight)
        case .letterbox where shown > wanted:
            targetHeight = Self.rounded(Double(fullWidth) / shown, atMost: fullHeight)
            targetY = Self.bar(fullHeight - targetHeight, isReversed: orientation.reversesHeight)
        case .letterbox:
            targetWidth = Self.rounded(Double(fullHeight) * shown, atMost: fullWidth)
            targetX = Self.bar(fullWidth - targetWidth, isReversed: orientation.reversesWidth)
        }
    }

    private static func rounded(_ value: Double, atMost limit: Int) -> Int {
        Int(min(Double(limit), max(1, value.rounded())))
    }

    /// Where a centred cut starts. The odd pixel is lost at the right and the bottom of the *shown* picture, whose left or
    /// top may be the end of the stored one.
    private static func start(of part: Int, in whole: Int, step: Int, isReversed: Bool) -> Int {
        let early = (whole - part) / 2 / step * step
        return (isReversed ? whole - part - early : early) / step * step
    }

    private static func bar(_ space: Int, isReversed: Bool) -> Int { isReversed ? space - space / 2 : space / 2 }
}
