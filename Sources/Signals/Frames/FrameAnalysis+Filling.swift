extension FrameAnalysis {
    /// Writes, from `place` on, `windowLength` weighted samples that begin at `start`, which may lie outside of the signal.
    @inline(__always)
    func fill(_ target: inout MutableSpan<Float>, at place: Int, from source: Span<Float>, at start: Int) {
        let length = windowLength, count = source.count
        let inside = max(0, min(length, -start))..<max(0, min(length, count - start))
        if framing == .centredReflecting || framing == .centredRepeating, inside.count < length {
            for index in 0..<length { target[place + index] = emphasised(source, at: mirrored(start + index, count)) }
        } else {
            target.fill(place..<place + inside.lowerBound, with: 0)
            if !inside.isEmpty { copy(source, start + inside.lowerBound, inside.count, to: &target, place + inside.lowerBound) }
            target.fill(place + inside.upperBound..<place + length, with: 0)
        }
        if let weights { target.scale(at: place, by: weights.span) }
    }

    /// Copies samples that all lie within the signal, after pre-emphasis.
    @inline(__always)
    private func copy(_ source: Span<Float>, _ first: Int, _ count: Int, to target: inout MutableSpan<Float>, _ place: Int) {
        let coefficient = preemphasis
        guard coefficient != 0 else { return target.copy(source.extracting(first..<first + count), to: place) }
        target[place] = emphasised(source, at: first)
        let (source, before) = (source.extracting(first + 1..<first + count), source.extracting(first..<first + count - 1))
        target.write(
            count - 1, at: place + 1, eight: { source.eight($0) - before.eight($0) * coefficient },
            one: { source[$0] - coefficient * before[$0] })
    }

    @inline(__always)
    private func emphasised(_ source: Span<Float>, at index: Int) -> Float {
        preemphasis == 0 || index == 0 ? source[index] : source[index] - preemphasis * source[index - 1]
    }

    /// The index that a place before the first or after the last sample shows: in a mirror, −1 is 1 and `count` is
    /// count − 2; repeating, the nearest.
    private func mirrored(_ index: Int, _ count: Int) -> Int {
        if framing == .centredRepeating { return max(0, min(count - 1, index)) }
        guard count > 1 else { return 0 }
        let period = 2 * (count - 1)
        let place = ((index % period) + period) % period
        return place < count ? place : period - place
    }
}
