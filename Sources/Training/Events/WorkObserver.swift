import Foundation
import Work

/// Tells the running work how far a training is, with its loss and its pace, what of it was found in a checkpoint, and passes on its warnings; silent in a program.
///
/// Trainings have one unless they are given other observers.
public final class WorkObserver: TrainingObserver {
    private let label: String
    private var time = WorkTime()

    /// - Parameter label: what is being trained, in words.
    public init(label: String = "training") { self.label = label }

    /// Takes an event.
    public func receive(_ event: TrainingEvent) {
        let context = Work.current
        switch event {
        case .started: time = WorkTime()
        case .step(let report):
            time += report.time
            var figures = [("loss", report.loss), ("learningRate", report.learningRate)]
            if let norm = report.gradientNorm { figures.append(("gradientNorm", norm)) }
            figures += report.metrics.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            if report.clipsPerSecond > 0 { figures.append(("clipsPerSecond", report.clipsPerSecond)) }
            log(figures, step: report.step)
            context.hear(
                .progress(
                    ProgressReport(
                        label: label, fraction: Double(report.step) / Double(max(report.end, 1)),
                        detail: String(format: "loss %.3f, %.0f clips/s", report.loss, report.clipsPerSecond),
                        secondsLeft: report.secondsRemaining)))
        case .metric(let name, let step, let value): log([(name, value)], step: step)
        case .recalled(let history):
            for name in history.names {
                for (step, value) in zip(history[name].steps, history[name].values) {
                    log([(name, value)], step: step, isNew: false)
                }
            }
        case .finished, .interrupted: if time.steps > 0 { context.hear(.spent(time)) }
        case .resumed(let step, _, let made, let revision):
            context.hear(.reused(Reuse(what: "\(label), \(step) steps", made: made, revision: revision)))
        case .warning(let text): if !context.isProgram { context.hear(.output("warning: \(text)\n")) }
        case .checkpoint: break
        }
    }

    private func log(_ figures: [(String, Double)], step: Int, isNew: Bool = true) {
        Work.current.log(figures.lazy.map { ("\(self.label)/\($0.0)", $0.1) }, step: step, isNew: isNew)
    }
}
