import AVTS
import Script
import Training

extension AVTSRows {
    /// L³-Net, which AVTS is compared with.
    static var correspondence: [NativeRow] {
        [
            native(
                "trainCorrespondence(_:name:resumable:)", on: Pretraining.self, defaults: ["name": nil, "resumable": false],
                doc: """
                    Trains an L³-Net (one frame, one second of sound, cross-entropy of *belongs or not*) on the same batches, steps and \
                    schedule as AVTS.
                    """
            ) {
                (pretraining: Pretraining, context: NativeContext, stages: [Stage], name: String?, resumable: Bool) throws
                    -> CorrespondenceModel in
                let folder = resumable ? try pretraining.checkpointFolder(stages) + "-correspondence" : nil
                return try CorrespondenceLearning(pretraining).train(
                    stages, name: name, checkpoints: folder,
                    observers: [TrainingProgress(context, label: name ?? "L³-Net")], poll: context.poll)
            },
            native(
                "evaluate(_:pairs:)", on: Pretraining.self, defaults: ["pairs": nil],
                doc: "Scores of an L³-Net on the same test pairs."
            ) {
                (pretraining: Pretraining, context: NativeContext, model: CorrespondenceModel, pairs: Int?) throws -> Evaluation
                in
                if let pairs, pairs < 2 { throw NativeError("evaluate: found \(pairs) pairs, expected at least 2") }
                return try CorrespondenceLearning(pretraining).evaluate(model, pairs: pairs, poll: context.poll)
            },
            property(on: CorrespondenceModel.self, "name", doc: "What it is called.") { (model: CorrespondenceModel) in model.name
            },
            property(on: CorrespondenceModel.self, "history", doc: "Loss and accuracy by step.") {
                (model: CorrespondenceModel) in model.history
            },
        ]
    }
}
