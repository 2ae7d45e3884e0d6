import CFFmpeg

extension ClipReader {
    /// The frames at `from`, `from + 1/frameRate`, … : `duration × frameRate` of them (rounded, at least one).
    ///
    /// - Parameters: `from` and `duration` in seconds, `frameRate` in frames a second, `size` in pixels.
    /// - Throws: `.noVideo`, `.spanOutside`, `.invalidRequest`, `.tooLarge`, `.decoderMissing`, `.decodingFailed`.
    public func frames(
        from: Double = 0, duration: Double, frameRate: Double = 12, size: FrameSize
    ) throws(MediaError) -> FrameSequence {
        try checkFrameRate(frameRate)
        try checkSpan(from, duration)
        return try frames(from: from, count: max(1, (duration * frameRate).rounded()), frameRate, size)
    }

    /// The frames of the whole file in one pass: every `k / frameRate` whose frame time ends inside the file.
    public func frames(frameRate: Double, size: FrameSize) throws(MediaError) -> FrameSequence {
        try checkFrameRate(frameRate)
        try checkSpan(0, info.duration)
        return try frames(from: 0, count: max(1, (info.duration * frameRate + 0.01).rounded(.down)), frameRate, size)
    }

    private func frames(
        from: Double, count: Double, _ frameRate: Double, _ size: FrameSize
    ) throws(MediaError) -> FrameSequence {
        let video = try videoStream()
        let scaler = scaler(size)
        let (pixels, isTooLarge) = size.width.multipliedReportingOverflow(by: size.height)
        // Beyond it no picture is made: the memory is asked for below.
        let bytes = isTooLarge || pixels > 1 << 40 ? 1 << 42 : pixels * 3
        try checkMemory(count, bytes: bytes + MemoryLayout<Double>.stride, "\(count) frames of \(size.width)×\(size.height)")
        let moments = (0..<Int(count)).map { from + Double($0) / frameRate }
        // Memory is taken page by page, as frames come.
        var rgb = [UInt8]()
        rgb.reserveCapacity(moments.count * bytes)
        var last: Frame?  // held, so that its identity is its own
        try video.read(moments) { (place, frame) throws(MediaError) in
            if last === frame {  // the same picture again
                Self.append(bytes, to: &rgb) { target in target.update(from: target - bytes, count: bytes) }
            } else {
                try Self.append(bytes, to: &rgb) { (target) throws(MediaError) in try scaler.write(frame, to: target) }
            }
            last = frame
        }
        return FrameSequence(width: size.width, height: size.height, frameRate: frameRate, start: from, rgb: rgb)
    }

    /// Every frame as the file has it, with its own time: first the one on the screen at `from`, then those that come before
    /// `from + duration`.
    ///
    /// ```swift
    /// let frames = try reader.everyFrame(from: 2.02, duration: 1, size: FrameSize(square: 64))
    /// frames.times    // [2.0, 2.0417, 2.0833, …]: whatever the file's clock says
    /// ```
    ///
    /// - Parameters: `from` and `duration` in seconds (nil: to the end), `size` in pixels (nil: the size shown).
    /// - Throws: as `frames(from:duration:frameRate:size:)`.
    public func everyFrame(from: Double = 0, duration: Double? = nil, size: FrameSize? = nil) throws(MediaError) -> FrameSequence
    {
        let duration = duration ?? max(0, info.duration - from)
        try checkSpan(from, duration)
        let video = try videoStream()
        let size = size ?? FrameSize(max(1, info.video?.width ?? 1), max(1, info.video?.height ?? 1))
        let scaler = scaler(size)
        let (pixels, isTooLarge) = size.width.multipliedReportingOverflow(by: size.height)
        // Beyond it no picture is made: the memory is asked for below.
        let bytes = isTooLarge || pixels > 1 << 40 ? 1 << 42 : pixels * 3
        var (rgb, times): ([UInt8], [Double]) = ([], [])
        // For as many as have packets, which are there: an array that grows takes twice its size for a moment.
        let share = min(1, max(0, duration / max(info.duration, 1e-9)))
        let expected = (Double(video.track.packets) * share + 1) * Double(bytes)
        rgb.reserveCapacity(Int(min(expected, Double(Self.largestReservation))))
        try video.readEvery(from: from, to: from + duration) { (frame, time) throws(MediaError) in
            try checkMemory(
                Double(times.count + 1), bytes: bytes, "more than \(times.count) frames of \(size.width)×\(size.height)")
            try Self.append(bytes, to: &rgb) { (target) throws(MediaError) in try scaler.write(frame, to: target) }
            times.append(time)
        }
        return FrameSequence(
            width: size.width, height: size.height, frameRate: info.video?.frameRate ?? 0, times: times, rgb: rgb)
    }

    /// Bytes that are set aside at most before the first picture is decoded.
    private static let largestReservation = 1 << 30

    /// Appends `count` bytes that `write` makes, nothing where it throws.
    private static func append<Failure: Error>(
        _ count: Int, to bytes: inout [UInt8], _ write: (UnsafeMutablePointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        try bytes.withUnsafeMutableBufferPointer { (buffer) throws(Failure) in try write(buffer.baseAddress! + start) }
    }
}
