import AVTS
import Foundation
import Script
import Training

extension AVTSRows {
    static var training: [NativeRow] {
        [
            native(
                static: Pretraining.self, "init(_:_:seed:)", defaults: ["seed": 0],
                doc: "A pre-training on decoded videos; everything random in it comes from the seed."
            ) { (data: PretrainingData, configuration: Configuration, seed: Int) throws -> Pretraining in
                try Pretraining(data, configuration, seed: UInt64(bitPattern: Int64(seed)))
            },
            native(
                "train(_:after:name:resumable:)", on: Pretraining.self,
                defaults: ["after": nil, "name": nil, "resumable": false],
                doc: """
                    Goes through stages, from fresh networks or from those of an earlier run, which stay as they are; shows a \
                    progress bar, and can be interrupted. A resumable training keeps checkpoints in the cache folder: the same \
                    training goes on from them in another run or notebook, and is not repeated once it is whole.
                    """
            ) {
                (
                    pretraining: Pretraining, context: NativeContext, stages: [Stage], earlier: PretrainedPair?,
                    name: String?, resumable: Bool
                ) throws -> PretrainedPair in
                let steps = stages.reduce(0) { $0 + $1.steps }
                let progress = TrainingProgress(context, label: name ?? PretrainedPair.name(of: stages))
                let folder = resumable ? try pretraining.checkpointFolder(stages, after: earlier) : nil
                return try pretraining.train(
                    stages, after: earlier, name: name, checkpoints: folder, validateEvery: max(steps / 8, 1),
                    observers: [progress],
                    poll: context.poll)
            },
            native(
                "evaluate(_:pairs:)", on: Pretraining.self, defaults: ["pairs": nil],
                doc: "Scores on easy, hard and super-hard test pairs; thresholds come from validation pairs of the same kind."
            ) { (pretraining: Pretraining, context: NativeContext, pair: PretrainedPair, pairs: Int?) throws -> Evaluation in
                return try pretraining.evaluate(pair, pairs: pairs, poll: context.poll)
            },
            native(
                "synchronizationCurve(_:reach:)", on: Pretraining.self, defaults: ["reach": 1],
                doc: "Mean distance of picture and sound as the sound is shifted by up to `reach` seconds to either side."
            ) {
                (pretraining: Pretraining, context: NativeContext, pair: PretrainedPair, reach: Double) throws
                    -> SynchronizationCurve in
                try pretraining.synchronizationCurve(pair, reach: reach, poll: context.poll)
            },
        ]
    }

    static var results: [NativeRow] {
        [
            property(on: PretrainedPair.self, "name", doc: "What it is called.") { (pair: PretrainedPair) in pair.name },
            property(on: PretrainedPair.self, "steps", doc: "Training steps of all stages.") { (pair: PretrainedPair) in
                pair.steps
            },
            property(on: PretrainedPair.self, "history", doc: "Loss, accuracy and validation by step.") {
                (pair: PretrainedPair) in pair.history
            },
            native(
                "save(to:)", on: PretrainedPair.self, doc: "Writes both networks to a safetensors file, in PyTorch's layout."
            ) { (pair: PretrainedPair, path: String) throws in try pair.network.save(to: path, layout: .torch) },
            native("score(_:)", on: Evaluation.self, doc: "The score on one kind of negatives.") {
                (evaluation: Evaluation, kind: Negative) in evaluation.score(kind)
            },
            property(on: Evaluation.self, "easy", doc: "The score on easy negatives.") { (e: Evaluation) in e.easy },
            property(on: Evaluation.self, "hard", doc: "The score on hard negatives.") { (e: Evaluation) in e.hard },
            property(on: Evaluation.self, "superHard", doc: "The score on super-hard negatives.") { (e: Evaluation) in
                e.superHard
            },
            property(on: SynchronizationScore.self, "accuracy", doc: "Share of test pairs judged rightly (%).") {
                (s: SynchronizationScore) in s.accuracy
            },
            property(on: SynchronizationScore.self, "areaUnderCurve", doc: "Area under the ROC curve (%).") {
                (s: SynchronizationScore) in s.areaUnderCurve
            },
            property(on: SynchronizationScore.self, "threshold", doc: "τ, chosen on validation pairs.") {
                (s: SynchronizationScore) in s.threshold
            },
            property(on: SynchronizationCurve.self, "offsets", doc: "How much later the sound starts (s).") {
                (c: SynchronizationCurve) in c.offsets
            },
            property(on: SynchronizationCurve.self, "mean", doc: "Mean distance, by offset.") {
                (c: SynchronizationCurve) in c.mean
            },
            property(on: SynchronizationCurve.self, "standardError", doc: "Standard error of the mean, by offset.") {
                (c: SynchronizationCurve) in c.standardError
            },
            property(on: SynchronizationCurve.self, "estimatedOffset", doc: "The offset of the lowest mean distance (s).") {
                (c: SynchronizationCurve) in c.estimatedOffset
            },
            property(on: History.self, "names", doc: "What was recorded.") { (h: History) in h.names },
            NativeRow(
                name: "subscript", scope: .member(History.scriptType), parameters: [.init(label: nil, type: .string)],
                result: History.Series.scriptType,
                documentation: "The series of a name, such as \"loss\"; empty when there is none."
            ) { _, arguments in
                guard let history = History.fromScript(arguments[0]), let name = String.fromScript(arguments[1]) else {
                    throw NativeError("a history is read by name, as in history[\"loss\"]")
                }
                return history[name].scriptValue
            },
            property(on: History.Series.self, "steps", doc: "The steps at which it was measured.") {
                (s: History.Series) in s.steps.map(Double.init)
            },
            property(on: History.Series.self, "values", doc: "The figures, one a step.") { (s: History.Series) in s.values },
            property(on: History.Series.self, "last", doc: "The newest figure; nil while there is none.") {
                (s: History.Series) in s.values.last
            },
        ]
    }

    static var claims: [NativeRow] {
        [
            native(
                static: Claim.self, "init(_:larger:smaller:pairs:chance:)", defaults: ["pairs": 1000, "chance": 50],
                doc: """
                    A claim that one quantity (%) exceeds another, one value a seed: holds, does not hold here, or cannot be judged \
                    at this scale. `pairs` test pairs (or files) are behind each value; `chance` (%) is what a guess gets.
                    """
            ) { (statement: String, larger: [Double], smaller: [Double], pairs: Int, chance: Double) throws -> Claim in
                guard larger.count == smaller.count else {
                    throw NativeError("Claim: found \(larger.count) and \(smaller.count) values, expected as many")
                }
                return Claim(statement, larger: larger, smaller: smaller, pairs: pairs, chance: chance)
            },
            property(on: Claim.self, "statement", doc: "What is claimed.") { (c: Claim) in c.statement },
            property(on: Claim.self, "verdict", doc: "holds, does not hold here, or cannot be judged at this scale.") {
                (c: Claim) in c.verdict.rawValue
            },
            property(on: Claim.self, "difference", doc: "Mean difference over the seeds (points).") { (c: Claim) in
                c.difference
            },
            property(on: Claim.self, "uncertainty", doc: "Its uncertainty (points).") { (c: Claim) in c.uncertainty },
            property(on: Claim.self, "seeds", doc: "Number of seeds.") { (c: Claim) in c.seeds },
        ]
    }
}

/// Turns a trainer's events into the session's progress.
final class TrainingProgress: TrainingObserver {
    private let context: NativeContext
    private let label: String

    init(_ context: NativeContext, label: String) {
        self.context = context
        self.label = label
    }

    func receive(_ event: TrainingEvent) {
        switch event {
        case .step(let report):
            context.emit(
                .progress(
                    ProgressReport(
                        label: label, fraction: Double(report.step) / Double(max(report.end, 1)),
                        detail: String(format: "loss %.3f, %.0f clips/s", report.loss, report.clipsPerSecond),
                        secondsLeft: report.secondsRemaining)))
        case .warning(let text): context.emit(.output("warning: \(text)\n"))
        default: break
        }
    }
}
