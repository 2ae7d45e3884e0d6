/// What is said of a film's sound: `avts-nb sync` prints it, and `--json` writes it as it stands. Times are seconds.
public struct FilmReport: Codable, Sendable, Equatable {
    /// How picture and sound stand to each other.
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        /// Within 0.04 s of each other, or within the interval of the estimate.
        case inSync = "in sync"
        /// The sound comes after the picture.
        case late
        /// The sound comes before the picture.
        case early
        /// The delay grows or falls over the film.
        case drifts
        /// No number can be given; `reason` says why.
        case cannotTell = "cannot tell"
        /// The film cannot be looked at; `reason` says why.
        case failed
    }

    /// A stretch of the film.
    public struct Piece: Codable, Sendable, Equatable {
        /// Where it begins (s).
        public var start: Double
        /// Where it ends (s).
        public var end: Double
        /// How much later the sound comes than the picture (s); nil where it cannot be told.
        public var delay: Double?
        /// Nine in ten resamplings lie within (s), the smaller first.
        public var interval: [Double]
        /// Why it cannot be told.
        public var reason: String?

        /// A stretch of the film, as ``FilmReport`` describes its properties.
        public init(start: Double, end: Double, delay: Double?, interval: [Double], reason: String?) {
            (self.start, self.end, self.delay, self.interval, self.reason) = (start, end, delay, interval, reason)
        }
    }

    /// The film, as it was named.
    public var film: String
    /// How picture and sound stand to each other.
    public var verdict: Verdict
    /// Why there is no number.
    public var reason: String?
    /// How much later the sound comes than the picture (s; earlier where negative); nil where it cannot be told.
    public var delay: Double?
    /// Nine in ten resamplings of the film's clips lie within (s), the smaller first.
    public var interval: [Double]?
    /// Median of the mean distances less the smallest.
    public var confidence: Double?
    /// Largest delay to either side that was tried (s).
    public var reach: Double?
    /// Clips that were compared.
    public var clips: Int?
    /// By how much the delay grows in a minute (s), where it drifts.
    public var drift: Double?
    /// The delay over time.
    public var pieces: [Piece] = []
    /// The corrected copy that was written.
    public var corrected: String?
    /// Why no corrected copy was written, where one was asked for.
    public var uncorrected: String?

    /// A film of which nothing but the verdict is said yet.
    public init(film: String, verdict: Verdict, reason: String? = nil) {
        (self.film, self.verdict, self.reason) = (film, verdict, reason)
    }
}

/// What `avts-nb sync` asks of the process that computes.
public struct SyncRequest: Codable, Sendable {
    /// The films.
    public var films: [String]
    /// Where the corrected copy of each goes; empty where none is asked for.
    public var copies: [String]
    /// The file of a pair of networks.
    public var model: String
    /// Largest delay to either side that is tried (s).
    public var reach: Double
    /// Whether a copy may be written over a file that is there.
    public var force: Bool

    /// A request, as its properties describe it.
    public init(films: [String], copies: [String], model: String, reach: Double, force: Bool) {
        (self.films, self.copies, self.model, self.reach, self.force) = (films, copies, model, reach, force)
    }
}
