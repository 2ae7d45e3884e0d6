import Foundation
import Work

/// Tells the running work how far a training is, with its loss and its pace, what of it was found in a checkpoint, and passes on its warnings; silent in a program.
///
/// Trainings have one unless they are given other observers.
public final class WorkObserver: TrainingObserver {
    private let label: String

    /// - Parameter label: what is being trained, in words.
    public init(label: String = "training") { self.label = label }

    /// Takes an event.
    public func receive(_ event: TrainingEvent) {
        let context = Work.current
        switch event {
        case .step(let report):
            context.hear(
                .progress(
                    ProgressReport(
                        label: label, fraction: Double(report.step) / Double(max(report.end, 1)),
                        detail: String(format: "loss %.3f, %.0f clips/s", report.loss, report.clipsPerSecond),
                        secondsLeft: report.secondsRemaining)))
        case .resumed(let step, _, let made, let revision):
            context.hear(.reused(Reuse(what: "\(label), \(step) steps", made: made, revision: revision)))
        case .warning(let text): if !context.isProgram { context.hear(.output("warning: \(text)\n")) }
        default: break
        }
    }
}
