import Work

/// How the videos of a set are decoded: picture size and rate, and the filter bank of their sound.
public struct DecodedFormat: Codable, Hashable, Sendable {
    /// Frames as bytes, `[frames, height, width, 3]`.
    public struct Picture: Codable, Hashable, Sendable {
        /// Frames a second.
        public var frameRate: Int
        /// Pixels.
        public var width: Int
        /// Pixels, downwards.
        public var height: Int
        /// Absent where frames are kept, so that stores of before keep their names.
        private var isPassing: Bool?

        /// Whether decoded frames are kept on disk. Where they are not, each is decoded once to see that it can be, and again whenever a clip
        /// shows it: a set then takes the room of its filter banks alone (160 kB for ten seconds in place of 49 MB at 25 frames of 256×256 a
        /// second).
        public var isKept: Bool {
            get { isPassing != true }
            set { isPassing = newValue ? nil : true }
        }

        /// Frames of one size at one rate.
        ///
        /// - Parameters:
        ///   - frameRate: 1…1,000,000 frames a second.
        ///   - width: 1…65,536 pixels.
        ///   - height: 1…65,536 pixels.
        public init(frameRate: Int, width: Int, height: Int) {
            require(
                (1...1_000_000).contains(frameRate) && (1...65_536).contains(width) && (1...65_536).contains(height),
                "picture: found \(frameRate) frames a second of \(width)×\(height), expected 1…1,000,000 of 1…65,536 pixels a side"
            )
            self.frameRate = frameRate
            self.width = width
            self.height = height
        }
    }

    /// A log filter bank, `[rows, bands]`, one row every `hop` samples: as many as have their whole window in the sound.
    public struct Sound: Codable, Hashable, Sendable {
        /// Samples a second.
        public var sampleRate: Int
        /// Samples in a window, and from one window to the next.
        public var window: Int
        /// Samples from one window to the next.
        public var hop: Int
        /// Samples of a transform; a window is filled up with zeros.
        public var fftSize: Int
        /// Mel bands.
        public var bands: Int

        /// The paper's bank by default: windows of 0.02 s every 0.01 s, FFT of 1024, 40 bands, at 16 kHz.
        public init(sampleRate: Int = 16000, window: Int? = nil, hop: Int? = nil, fftSize: Int = 1024, bands: Int = 40) {
            require(
                (1...1 << 30).contains(sampleRate) && (1...1 << 30).contains(bands) && (1...1 << 30).contains(fftSize),
                "sound: found \(sampleRate) Hz, \(bands) bands and an FFT of \(fftSize), expected 1…\(1 << 30) of each")
            self.sampleRate = sampleRate
            self.window = window ?? sampleRate / 50
            self.hop = hop ?? sampleRate / 100
            self.fftSize = fftSize
            self.bands = bands
            require(
                (1...1 << 30).contains(self.hop) && (self.hop...1 << 30).contains(self.window),
                "sound: found a hop of \(self.hop) samples and windows of \(self.window), expected at least 1, and windows that leave no gap"
            )
        }

        /// Seconds from one row to the next.
        public var rowSeconds: Double { Double(hop) / Double(sampleRate) }

        /// Rows whose windows lie within `seconds` of sound, none of them filled up: 99 in one second of the paper's bank.
        ///
        ///     DecodedFormat.Sound().rows(in: 1)    // 99
        public func rows(in seconds: Double) -> Int {
            let room = seconds * Double(sampleRate) - Double(window)
            return room < -1e-3 ? 0 : Failing.whole((room / Double(hop) + 1e-6).rounded(.down), "rows of \(seconds) s") + 1
        }

        /// Seconds of sound that so many rows look at, from the start of the first window to the end of the last.
        public func seconds(of rows: Int) -> Double {
            rows < 1 ? 0 : (Double(rows - 1) * Double(hop) + Double(window)) / Double(sampleRate)
        }
    }

    /// nil decodes no picture: sound-only sets.
    public var picture: Picture?
    /// nil decodes no sound: video-only sets.
    public var sound: Sound?

    /// A format; at least one of picture and sound.
    public init(picture: Picture?, sound: Sound?) {
        require(picture != nil || sound != nil, "a format wants a picture, a sound, or both")
        self.picture = picture
        self.sound = sound
    }

    /// Square frames of `side` pixels and the paper's filter bank.
    public init(frameRate: Int = 12, side: Int = 32, sampleRate: Int = 16000) {
        self.init(
            picture: Picture(frameRate: frameRate, width: side, height: side), sound: Sound(sampleRate: sampleRate))
    }

    /// Bytes on disk of `seconds` of decoded video: 2,000 videos of 4 s take 423 MB in the default format, a seventh of it without frames.
    public func bytes(seconds: Double) -> Int {
        let frames = picture.map { Failing.whole(seconds * Double($0.frameRate), "frames of \(seconds) s") } ?? 0
        let rows = sound.map { $0.rows(in: seconds) } ?? 0
        return Failing.whole(
            Double(frames) * Double(keptFrameBytes) + Double(rows) * Double(rowBytes), "bytes of \(seconds) s")
    }

    /// Seconds covered by both frames and the windows of rows.
    func usable(frames: Int, rows: Int) -> Double {
        let seen = picture.map { Double(frames) / Double($0.frameRate) } ?? .infinity
        let heard = sound.map { $0.seconds(of: rows) } ?? .infinity
        return min(seen, heard)
    }

    /// Bytes of one frame.
    var frameBytes: Int { picture.map { $0.width * $0.height * 3 } ?? 0 }
    /// Bytes of one frame on disk; 0 where frames are not kept.
    var keptFrameBytes: Int { picture?.isKept == false ? 0 : frameBytes }
    /// Bytes of one row of the bank.
    var rowBytes: Int { sound.map { $0.bands * 4 } ?? 0 }
}
