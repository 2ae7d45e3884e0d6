import Media

extension MediaInfo {
    /// Seconds of the file's clock in which its picture, its sound or both are there, as far as they are wanted and it has them.
    ///
    /// Outside of it a reader holds the picture still and fills sound up with silence: networks would learn to see and hear where videos
    /// begin and end, in place of whether they are in sync.
    func span(picture: Bool, sound: Bool) -> (start: Double, end: Double) {
        var (start, end) = (0.0, duration)
        func narrow(_ from: Double, _ length: Double) {
            // Containers round to thousandths: what begins or ends that near to its file does so with it.
            if from > 2e-3 { start = max(start, from) }
            if duration - from - length > 2e-3 { end = min(end, from + length) }
        }
        if picture, let video { narrow(video.start, video.duration) }
        if sound, let audio { narrow(audio.start, audio.duration) }
        return (start, end)
    }
}
