import Training

/// Calls a function with the number of each step that was made.
final class StepWatcher: TrainingObserver {
    private let step: (Int) -> Void

    init(_ step: @escaping (Int) -> Void) { self.step = step }

    func receive(_ event: TrainingEvent) {
        if case .step(let report) = event { step(report.step) }
    }
}
