import Tensors
import Work

/// Sound of one channel: samples on a clock.
public struct Waveform: Sendable {
    /// `[S]`, −1…1.
    public var samples: Tensor {
        didSet { hold() }
    }
    /// Samples a second, Hz, above 0.
    public var sampleRate: Int {
        didSet { hold() }
    }
    /// Seconds of the first sample on the file's clock, finite.
    public var start: Double {
        didSet { hold() }
    }

    /// `samples` of shape `[S]`, at `sampleRate` Hz.
    public init(samples: Tensor, sampleRate: Int, start: Double = 0) {
        self.samples = samples
        self.sampleRate = sampleRate
        self.start = start
        hold()
    }

    /// Ends the running cell where this is no sound: when it is made, and when a part of it is set.
    private func hold() {
        Failing.unless(samples.rank == 1, "Waveform: found samples of shape \(samples.shape), expected [S]")
        Failing.unless(sampleRate > 0, "Waveform: found a rate of \(sampleRate) Hz, expected above 0")
        Failing.unless(start.isFinite, "Waveform: found a start of \(start) s, expected a finite number")
    }

    /// `samples`, −1…1, at `sampleRate` Hz.
    ///
    /// ```swift
    /// let silence = Waveform([Float](repeating: 0, count: 16_000), sampleRate: 16_000)    // one second
    /// ```
    public init(_ samples: [Float], sampleRate: Int, start: Double = 0) {
        self.init(samples: Tensor(samples, shape: [samples.count]), sampleRate: sampleRate, start: start)
    }

    /// Seconds.
    public var duration: Double { Double(samples.count) / Double(sampleRate) }

    /// True where no sample reaches one step of 16-bit sound.
    public var isDigitalSilence: Bool {
        samples.withHostValues { samples in samples.indices.allSatisfy { abs(samples[$0]) < 1 / 32768 } }
    }
}
