extension FrameAnalysis {
    /// Writes `windowLength` weighted samples that begin at `start`, which may lie outside of the signal.
    func fill(_ target: UnsafeMutablePointer<Float>, from source: UnsafeBufferPointer<Float>, at start: Int) {
        let length = windowLength, count = source.count
        let inside = max(0, min(length, -start))..<max(0, min(length, count - start))
        if framing == .centredReflecting || framing == .centredRepeating, inside.count < length {
            for index in 0..<length { target[index] = emphasised(source, at: mirrored(start + index, count)) }
        } else if inside.lowerBound < inside.upperBound {
            for index in 0..<inside.lowerBound { target[index] = 0 }
            copy(source, from: start + inside.lowerBound, count: inside.count, to: target + inside.lowerBound)
            for index in inside.upperBound..<length { target[index] = 0 }
        } else {
            target.update(repeating: 0, count: length)
        }
        weights?.withUnsafeBufferPointer { weights in
            let weight = weights.baseAddress!
            for index in 0..<length { target[index] *= weight[index] }
        }
    }

    /// Copies samples that all lie within the signal, after pre-emphasis.
    private func copy(
        _ source: UnsafeBufferPointer<Float>, from first: Int, count: Int, to target: UnsafeMutablePointer<Float>
    ) {
        let input = source.baseAddress! + first
        guard preemphasis != 0 else { return target.update(from: input, count: count) }
        target[0] = emphasised(source, at: first)
        let coefficient = preemphasis
        for index in 1..<max(1, count) { target[index] = input[index] - coefficient * input[index &- 1] }
    }

    private func emphasised(_ source: UnsafeBufferPointer<Float>, at index: Int) -> Float {
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
