import Work

/// The instants at which clips may start: one grid on which every start is both a whole frame and a whole row of the filter bank.
///
/// Positives and negatives take their starts from the same grid; were one on the frames' grid and the other off it, a network
/// would learn to tell the grids apart instead of the videos.
///
/// ```swift
/// let grid = try StartGrid(frameRate: 12, sound: .init())   // 0.25 s: 3 frames, 25 rows
/// grid.count(in: 4, clip: 1)                                // 13 starts: 0, 0.25, … 3 s
/// ```
public struct StartGrid: Hashable, Sendable {
    /// Frames and rows from one start to the next; 0 where a format has no picture or no sound.
    public let framesPerStep: Int
    /// Rows of the filter bank from one start to the next; 0 where a format has no sound.
    public let rowsPerStep: Int
    /// Seconds from one start to the next.
    public let seconds: Double

    /// The finest common grid with steps of at least `least` seconds.
    ///
    /// - Throws: ``DatasetError/unsuitable(what:found:remedy:)`` when frame rate and hop meet in no step below 10 s.
    public init(frameRate: Int, sound: DecodedFormat.Sound, atLeast least: Double = 0.25) throws(DatasetError) {
        try Self.check(least)
        guard (1...1_000_000).contains(frameRate), (1...1 << 30).contains(sound.hop), (1...1 << 30).contains(sound.sampleRate)
        else {
            throw .unsuitable(
                what: "start grid", found: "\(frameRate) frames/s, hops of \(sound.hop) samples at \(sound.sampleRate) Hz",
                remedy: "Choose numbers above 0, at most 1,000,000 frames/s.")
        }
        // k frames last k/frameRate seconds: a whole number of hops when k · sampleRate is a multiple of frameRate · hop.
        let first = max(Int((least * Double(frameRate) - 1e-9).rounded(.up)), 1)
        let hops = frameRate * sound.hop
        guard let frames = (first...max(first, 10 * frameRate)).first(where: { $0 * sound.sampleRate % hops == 0 }) else {
            throw .unsuitable(
                what: "start grid",
                found: "\(frameRate) frames/s and hops of \(sound.hop) samples at \(sound.sampleRate) Hz never meet",
                remedy: "Choose a hop that divides sampleRate / frameRate, or another frame rate.")
        }
        self.init(
            framesPerStep: frames, rowsPerStep: frames * sound.sampleRate / hops,
            seconds: Double(frames) / Double(frameRate))
    }

    private init(framesPerStep: Int, rowsPerStep: Int, seconds: Double) {
        self.framesPerStep = framesPerStep
        self.rowsPerStep = rowsPerStep
        self.seconds = seconds
    }

    /// The grid of a format; one without sound steps by frames, one without picture by rows.
    public init(_ format: DecodedFormat, atLeast least: Double = 0.25) throws(DatasetError) {
        try Self.check(least)
        switch (format.picture, format.sound) {
        case (let picture?, let sound?):
            try self.init(frameRate: picture.frameRate, sound: sound, atLeast: least)
        case (let picture?, nil):
            require(picture.frameRate > 0, "start grid: found \(picture.frameRate) frames a second, expected more than 0")
            let frames = max(Int((least * Double(picture.frameRate) - 1e-9).rounded(.up)), 1)
            self.init(framesPerStep: frames, rowsPerStep: 0, seconds: Double(frames) / Double(picture.frameRate))
        case (nil, let sound?):
            let rows = max(Int((least / sound.rowSeconds - 1e-9).rounded(.up)), 1)
            self.init(framesPerStep: 0, rowsPerStep: rows, seconds: Double(rows) * sound.rowSeconds)
        case (nil, nil):
            fatalError("a format wants a picture, a sound, or both")
        }
    }

    private static func check(_ least: Double) throws(DatasetError) {
        guard least >= 0, least <= 86_400 else {
            throw .unsuitable(
                what: "start grid", found: "steps of at least \(least) s", remedy: "Choose 0 s to a day (86,400 s).")
        }
    }

    /// How many starts a clip of `clip` seconds has in `duration` seconds; 0 when it does not fit.
    public func count(in duration: Double, clip: Double) -> Int {
        let room = duration - clip + 1e-6
        return room < 0 ? 0 : Failing.whole(room / seconds, "starts of \(clip) s in \(duration) s") + 1
    }

    /// Seconds of start number `start`.
    public func time(_ start: Int) -> Double { Double(start) * seconds }

    /// Grid steps in a span of seconds, rounded up: how far apart two starts must be to be `span` seconds apart.
    public func steps(covering span: Double) -> Int {
        Failing.whole((span / seconds - 1e-9).rounded(.up), "grid steps in \(span) s")
    }
}
