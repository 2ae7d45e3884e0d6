/// What a running cell shows in place, and what of it is newer than what was drawn.
package struct LiveShows: @unchecked Sendable {
    static let name = "live shows"
    private static let pace = Duration.milliseconds(250)
    private var drawn: [String: ContinuousClock.Instant] = [:]
    private var waiting: [String: () -> [Representation]] = [:]

    mutating func show(_ name: String, _ forms: @escaping () -> [Representation], _ hear: (ReportEvent) -> Void) {
        waiting[name] = forms
        if let last = drawn[name], ContinuousClock.now - last < Self.pace { return }
        draw(name, hear)
    }

    private mutating func draw(_ name: String, _ hear: (ReportEvent) -> Void) {
        guard let forms = waiting.removeValue(forKey: name) else { return }
        hear(.redisplay(forms(), key: name))
        // From its end on, so that drawing never takes most of the time.
        drawn[name] = .now
    }

    mutating func settle(_ hear: (ReportEvent) -> Void) { for name in waiting.keys.sorted() { draw(name, hear) } }
}

extension WorkContext {
    /// Shows something in the place of what was shown under the name before, four times a second at most.
    package func show(updating name: String, _ forms: @escaping () -> [Representation]) {
        withBelonging(LiveShows.name, { _ in LiveShows() }) { $0.show(name, forms, hear) }
    }

    /// Draws what is newer than what was drawn; at the end of a cell, within its context.
    package func settleLiveShows() {
        withBelonging(LiveShows.name, { _ in LiveShows() }) { $0.settle(hear) }
    }
}
