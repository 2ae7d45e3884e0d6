/// A box of one clip's points, zero where it lies outside the clip, copied so that the loops never ask where the border is.
struct Window: Hashable, Sendable {
    /// First point, possibly negative.
    let origin: Extent
    let size: Extent

    /// Floats of the copy, with room for the loops to read past the last run.
    func count(channels: Int) -> Int { size.count * channels + Window.slack }

    /// The widest loop reads at most twelve pairs.
    static let slack = 32

    /// Copies from `clip`, `[extent.time, extent.height, extent.width, channels]`.
    func copy(_ clip: UnsafePointer<Float>, extent: Extent, channels: Int, into copy: UnsafeMutablePointer<Float>) {
        let line = size.width * channels
        let from = min(max(origin.width, 0), extent.width)
        let to = max(min(origin.width + size.width, extent.width), from)
        let before = max(min(from - origin.width, size.width), 0) * channels
        let inside = (to - from) * channels
        var target = copy
        for t in origin.time..<origin.time + size.time {
            for h in origin.height..<origin.height + size.height {
                if t >= 0 && t < extent.time && h >= 0 && h < extent.height {
                    target.update(repeating: 0, count: before)
                    (target + before).update(
                        from: clip + ((t * extent.height + h) * extent.width + from) * channels, count: inside)
                    (target + before + inside).update(repeating: 0, count: line - before - inside)
                } else {
                    target.update(repeating: 0, count: line)
                }
                target += line
            }
        }
        target.update(repeating: 0, count: Window.slack)
    }

    // Lines are short: calls of memcpy and memset would cost as much as what they do.

    @inline(__always)
    private func clear(_ target: UnsafeMutablePointer<Float>, _ count: Int) {
        var i = 0
        while i &+ 8 <= count {
            SIMD8<Float>.zero.store(to: target + i)
            i &+= 8
        }
        while i < count {
            target[i] = 0
            i &+= 1
        }
    }

    @inline(__always)
    private func move(_ target: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, _ count: Int) {
        var i = 0
        while i &+ 16 <= count {
            Lanes(at: source + i).store(to: target + i)
            i &+= 16
        }
        while i < count {
            target[i] = source[i]
            i &+= 1
        }
    }
}
