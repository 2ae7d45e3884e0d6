extension ClipReader {
    /// The most memory one reading gives back (bytes).
    static let largestResult = 4 << 30

    func checkFrameRate(_ rate: Double) throws(MediaError) {
        guard rate > 0, rate <= 1000 else {
            throw .invalidRequest(path: path, found: "\(rate) frames/s", expected: "above 0 and at most 1000")
        }
    }

    func checkSampleRate(_ rate: Int) throws(MediaError) {
        guard (1...768_000).contains(rate) else {
            throw .invalidRequest(path: path, found: "\(rate) Hz", expected: "1 to 768000")
        }
    }

    /// A header that says one sample a second would make hours of a few bytes.
    func checkRatio(from stored: Int, to wanted: Int) throws(MediaError) {
        let most = 256
        guard wanted / most <= stored else {
            throw .tooLarge(
                path: path, found: "\(wanted) Hz of a sound that its header says has \(stored) Hz",
                expected: "\(most * stored) Hz")
        }
    }

    /// A span lies inside the file, and there is data enough for it.
    func checkSpan(_ from: Double, _ duration: Double) throws(MediaError) {
        let to = from + duration
        guard from >= -1e-6, duration >= 0, to <= info.duration + Self.tolerance else {
            throw .spanOutside(path: path, from: from, to: to, duration: info.duration)
        }
        // Time stamps that leave holes of hours would be filled with silence and the same picture.
        let packets =
            [info.video?.index, info.audio?.index].compactMap { $0 }.compactMap { survey.tracks[$0]?.packets }.max() ?? 0
        let plausible = Survey.alwaysPlausible + Survey.sparsest * Double(packets)
        if duration > plausible {
            throw .tooLarge(
                path: path, found: "\(duration.rounded(to: 10)) s",
                expected: "\(plausible) s at once, for it holds \(packets) packets")
        }
    }

    func checkMemory(_ count: Double, bytes: Int, _ what: String) throws(MediaError) {
        let needed = count * Double(bytes)
        guard needed <= Double(Self.largestResult) else {
            let size = (needed / Double(1 << 30)).rounded(to: 10)
            throw .tooLarge(path: path, found: "\(what) (\(size) GiB)", expected: "\(Self.largestResult >> 30) GiB at once")
        }
    }
}
