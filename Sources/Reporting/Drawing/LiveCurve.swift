import Plotting
import Training
import Work

/// Draws the loss while a network learns, in one place: in Jupyter a curve that grows, elsewhere the whole of it in the end.
///
///     let pair = try pretraining.train([Stage(.easy, steps: 4)], observers: [WorkObserver(label: "easy"), LiveCurve()])
public final class LiveCurve: TrainingObserver {
    private let title: String
    private let context = Work.current
    private var steps: [Double] = []
    private var losses: [Double] = []
    /// Every how many steps is drawn: more points than these say no more.
    private var stride = 1
    private static let mostPoints = 2000

    /// A curve of this title, which no other curve of the cell should have.
    public init(title: String = "Loss") { self.title = title }

    /// Takes an event.
    public func receive(_ event: TrainingEvent) {
        guard case .step(let report) = event, report.loss.isFinite else { return }
        if report.step % stride == 0 {
            steps.append(Double(report.step))
            losses.append(report.loss)
        }
        if steps.count > Self.mostPoints {
            stride *= 2
            let kept = steps.indices.filter { Int(steps[$0]) % stride == 0 }
            (steps, losses) = (kept.map { steps[$0] }, kept.map { losses[$0] })
        }
        guard !steps.isEmpty else { return }
        context.show(updating: title) { [title, steps, losses] in
            LinePlot([.init("", x: steps, y: losses)], title: title, x: "step", y: "loss").representations()
        }
    }
}
