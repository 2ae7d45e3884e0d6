/// Tells how long each part of a step took.
struct Stopwatch {
    private var last = ContinuousClock.now

    /// Seconds since the last lap.
    mutating func lap() -> Double {
        let now = ContinuousClock.now
        defer { last = now }
        return (now - last) / .seconds(1)
    }
}

/// How fast steps follow one another, over the last few of them.
struct Pace {
    private static let window = 20
    private let clock = ContinuousClock()
    private let beginning: ContinuousClock.Instant
    private let clipsPerStep: Int
    private var ticks: [ContinuousClock.Instant]

    init(clipsPerStep: Int) {
        self.clipsPerStep = clipsPerStep
        beginning = clock.now
        ticks = [beginning]
    }

    /// Notes that a step has ended.
    mutating func tick() {
        if ticks.count > Self.window { ticks.removeFirst() }
        ticks.append(clock.now)
    }

    /// Seconds since the beginning.
    var seconds: Double { (clock.now - beginning) / .seconds(1) }

    /// The mean over the window, 0 before the first step.
    var secondsPerStep: Double {
        ticks.count < 2 ? 0 : (ticks[ticks.count - 1] - ticks[0]) / .seconds(1) / Double(ticks.count - 1)
    }

    /// Clips a second over the window, 0 before the first step.
    var clipsPerSecond: Double { secondsPerStep > 0 ? Double(clipsPerStep) / secondsPerStep : 0 }
}
