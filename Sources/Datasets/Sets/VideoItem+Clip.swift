import Media

extension VideoItem {
    /// A piece of the item as it was filmed, to be seen and heard: from its files, whatever was decoded for networks.
    ///
    /// - Parameters:
    ///   - from: seconds after the item's own start.
    ///   - duration: seconds; nil to the item's end.
    ///   - height: of the picture, pixels, at most.
    ///   - margin: seconds of sound kept before and behind the piece where there are any.
    /// - Throws: `MediaError` for files that cannot be read.
    public func clip(
        from: Double = 0, duration: Double? = nil, height: Int = 360, margin: Double = 0
    ) throws(MediaError) -> Clip {
        let reader = try ClipReader(path)
        let length = duration ?? self.duration.map { $0 - from } ?? reader.duration - start - from
        guard soundPath != nil else {
            return try reader.clip(from: start + from, duration: length, height: height, margin: margin)
        }
        let frames = try reader.clip(from: start + from, duration: length, height: height).frames
        let sound = try sound(from: from, duration: length, margin: margin)
        return Clip(frames: frames, sound: sound, delay: sound.start - start - from)
    }

    /// A piece of the item's sound at the file's own rate, of one channel.
    ///
    /// - Parameters:
    ///   - from: seconds after the item's own start.
    ///   - duration: seconds; nil to the item's end.
    ///   - margin: seconds kept before and behind the piece where there are any: ``Waveform/start`` tells where it begins.
    /// - Throws: `MediaError` for files that cannot be read.
    public func sound(from: Double = 0, duration: Double? = nil, margin: Double = 0) throws(MediaError) -> Waveform {
        let reader = try ClipReader(soundPath ?? path)
        let length = duration ?? self.duration.map { $0 - from } ?? reader.duration - start - from
        return try reader.sound(around: start + from, length, margin: margin)
    }
}
