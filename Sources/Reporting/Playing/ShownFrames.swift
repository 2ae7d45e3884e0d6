import Media

/// Frames as H.264 takes them and an eye likes them: of even sides, small ones enlarged in hard-edged blocks.
struct ShownFrames {
    private let frames: FrameSequence
    private let scale: Int
    /// Frames a second, or hundredths of one where each has a time of its own.
    let rate: FrameRate
    private let places: [Int]?

    /// Pictures of fewer lines are enlarged: 4:2:0 halves the resolution of colours.
    private static let leastHeight = 192

    init(_ frames: FrameSequence) {
        self.frames = frames
        scale = max(1, min(Self.leastHeight / frames.height, 640 / frames.width))
        let isRegular = zip(frames.times, 0...).allSatisfy {
            abs($0 - frames.start - Double($1) / max(frames.frameRate, 1e-3)) < 1e-3
        }
        let (start, last) = (frames.start, frames.times.last ?? 0)
        if isRegular || last - start > 86_400 {
            rate = FrameRate(min(max(frames.frameRate, 0.1), 240))
            places = nil
        } else {
            rate = FrameRate(100)
            places = frames.times.map { Int((($0 - start) * 100).rounded()) }
        }
    }

    /// Pixels, even.
    var width: Int { (frames.width * scale + 1) & ~1 }
    /// Pixels downwards, even.
    var height: Int { (frames.height * scale + 1) & ~1 }

    /// How many frame times longer a frame stays than one.
    func hold(after index: Int) -> Int {
        guard let places else { return 0 }
        guard index + 1 < places.count else { return 0 }
        return max(0, places[index + 1] - places[index] - 1)
    }

    /// How many frame times the last frame stays: as long as one does on average.
    var lasting: Int { places == nil ? 1 : max(1, Int((100 / max(frames.frameRate, 0.1)).rounded())) }

    /// The bytes of a frame; the last row and column of an odd size stand twice.
    subscript(index: Int) -> [UInt8] {
        let source = frames.frame(index)
        if scale == 1, width == frames.width, height == frames.height { return Array(source) }
        var shown: [UInt8] = []
        shown.reserveCapacity(width * height * 3)
        var row: [UInt8] = []
        for line in 0..<height {
            let from = min(line / scale, frames.height - 1)
            if line == 0 || min((line - 1) / scale, frames.height - 1) != from {
                row.removeAll(keepingCapacity: true)
                let start = source.startIndex + from * frames.width * 3
                for column in 0..<width {
                    let place = start + min(column / scale, frames.width - 1) * 3
                    row += source[place..<place + 3]
                }
            }
            shown += row
        }
        return shown
    }
}
