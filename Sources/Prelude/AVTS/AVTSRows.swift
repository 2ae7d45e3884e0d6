import AVTS
import Foundation
import Script
import Tensors

/// The rows of the paper: configuration, training, evaluation, claims.
enum AVTSRows {
    static var configuration: [NativeRow] {
        [
            native(
                static: Configuration.self, "init(scale:)",
                doc: "All settings of a pre-training at a scale: `.smoke`, `.mini`, `.study`, or `.paper`, the paper's own."
            ) { (scale: Scale) in Configuration(scale: scale) },
            property(
                on: Configuration.self, "kind", doc: "Which groups of the video network are three-dimensional: mc2 or mc3.",
                set: Settings.set(\.video.kind)
            ) { $0.video.kind },
            property(on: Configuration.self, "stages", doc: "The stages of the curriculum.", set: Settings.set(\.stages)) {
                $0.stages
            },
            property(on: Configuration.self, "frames", doc: "Frames of a clip.") { (c: Configuration) in c.geometry.frames },
            property(on: Configuration.self, "rows", doc: "Rows of the filter bank in a clip.") { (c: Configuration) in
                c.geometry.rows
            },
            property(on: Configuration.self, "seconds", doc: "Length of a clip (s).") { (c: Configuration) in c.geometry.duration
            },
            property(on: Configuration.self, "steps", doc: "Training steps of all stages.") { (c: Configuration) in c.steps },
            property(
                on: Configuration.self, "learningRate", doc: "Peak learning rate.", set: Settings.set(\.learningRate)
            ) { $0.learningRate },
            property(
                on: Configuration.self, "pairsPerStep", doc: "Pairs in a training step, half of them in sync.",
                set: Settings.set(\.pairsPerStep)
            ) { $0.pairsPerStep },
            property(
                on: Configuration.self, "testPairs", doc: "Pairs of each kind in a test, half of them in sync.",
                set: Settings.set(\.testPairs)
            ) { $0.testPairs },
            property(
                on: Configuration.self, "margin", doc: "Margin η of the contrastive loss.", set: Settings.set(\.margin)
            ) { $0.margin },
            property(
                on: Configuration.self, "overlap",
                doc: "Share of a window that a super-hard negative's two windows have in common (0…1).",
                set: Settings.set(\.overlap)
            ) { $0.overlap },
            property(
                on: Configuration.self, "precision", doc: "What convolutions and linear layers multiply in.",
                set: Settings.set(\.precision)
            ) { $0.precision },
            property(
                on: Configuration.self, "gap", doc: "Least time between the windows of a hard negative (s).",
                set: Settings.set(\.gap)
            ) { $0.gap },
        ]
    }

    static var choices: [NativeRow] {
        rows(of: Scale.self, "A scale of experiments.") + rows(of: VideoArchitecture.Kind.self, "A kind of video network.")
            + rows(of: Negative.self, "A kind of negative pair.")
            + rows(of: Precision.self, "What numbers are multiplied in; weights and sums are 32-bit floats.")
    }

    /// The members of a choice under its type's name: `Negative.easy`.
    private static func rows<Choice: ScriptChoice>(of type: Choice.Type, _ doc: String) -> [NativeRow] {
        type.allCases.map { choice in constant(choice.rawValue, static: type, doc: doc) { choice } }
    }

    static var stages: [NativeRow] {
        [
            native(
                static: Stage.self, "init(_:steps:learningRate:)", defaults: ["learningRate": nil],
                doc: "A stage of training: which negatives, how many steps, a peak learning rate of its own."
            ) { (negatives: NegativeMixture, steps: Int, rate: Double?) throws -> Stage in
                guard steps >= 0 else { throw NativeError("Stage: found \(steps) steps, expected at least 0") }
                let stage = Stage(negatives, steps: steps, learningRate: rate)
                try stage.validate()
                return stage
            },
            property(on: Stage.self, "steps", doc: "Training steps.") { (stage: Stage) in stage.steps },
            property(on: Stage.self, "negatives", doc: "Shares of the kinds of negatives.") { (stage: Stage) in
                stage.negatives
            },
            constant("easy", static: NegativeMixture.self, doc: "Easy negatives only.") { NegativeMixture.easy },
            constant("hard", static: NegativeMixture.self, doc: "Hard negatives only.") { NegativeMixture.hard },
            constant("superHard", static: NegativeMixture.self, doc: "Super-hard negatives only.") {
                NegativeMixture.superHard
            },
            constant("mixed", static: NegativeMixture.self, doc: "75 % easy and 25 % hard: the paper's second stage.") {
                NegativeMixture.mixed
            },
            native(
                static: NegativeMixture.self, "hard(share:)", doc: "A share (0…1) of hard negatives, the others easy."
            ) { (share: Double) in NegativeMixture.hard(share: share) },
            native(
                static: NegativeMixture.self, "init(easy:hard:superHard:)", defaults: ["hard": 0, "superHard": 0],
                doc: "Shares that add up to one."
            ) { (easy: Double, hard: Double, superHard: Double) throws -> NegativeMixture in
                try NegativeMixture(easy: easy, hard: hard, superHard: superHard)
            },
        ]
    }
}

/// Setters of a configuration's properties.
private enum Settings {
    static func set<Value>(_ path: WritableKeyPath<Configuration, Value>) -> (Configuration, Value) -> Configuration {
        { configuration, value in
            var changed = configuration
            changed[keyPath: path] = value
            return changed
        }
    }
}
