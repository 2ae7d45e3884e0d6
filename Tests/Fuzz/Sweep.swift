import Foundation
import Prelude
import Script

/// Everything that the library and the language have, called with operands at the ends of their types.
struct Sweep: SnippetSource {
    let preamble: String
    let turnsOfASession = 500
    let seconds = 0.3
    private var calls: ArraySlice<String>
    /// How many operations are called, and the signatures of those for which no call can be written.
    let operations: Int
    let missed: [String]

    /// What a search would not find by itself.
    private static let given: [Samples.Given] = [
        .init("matrix", "Tensor([0.5, 1.5, 2.5, -1], shape: [2, 2])", ["Tensor"]),
        .init("net", "Sequential([Linear(2, 2), ReLU()])", ["Sequential", "Layer", "Module"]),
        .init("sgd", "SGD(net.parameters, momentum: 0.5)", ["SGD"]),
        .init("adam", "Adam(net.parameters)", ["Adam"]),
        .init("tiny", "Configuration(scale: .smoke)", ["Configuration"]),
        .init("data", "PretrainingData.synthetic(scale: .smoke)", ["PretrainingData"]),
        .init("pretraining", "Pretraining(data, tiny)", ["Pretraining"]),
        .init("pair", "pretraining.train([])", ["PretrainedPair"]),
        .init("film", "ClipReader(data.train.path(0))", ["ClipReader"]),
        .init("wave", "film.waveform(duration: 0.5)", ["Waveform"]),
        .init("frames", "film.frames(duration: 0.5, size: FrameSize(square: 8))", ["FrameSequence"]),
        .init("sync", "pretraining.synchronization(of: data.train.path(0), pair)", ["FilmSynchronization"]),
        .init("esc", "ClassificationTask(.esc50, scale: .smoke, configuration: tiny, pretrained: data)", ["ClassificationTask"]),
        .init("features", "esc.mfcc()", ["FeatureTable"]),
        .init("listener", "AudioClassifier(tiny, classes: esc.classes.count)", ["AudioClassifier"]),
        .init("division", "esc.test(listener, on: 0)", ["DivisionScore"]),
        .init("score", "esc.evaluate(features, with: .linearSVM())", ["ClassificationScore"]),
    ]

    /// What is done with a configuration of which one setting is odd.
    private static let use =
        "object.steps; let learner = Pretraining(data, object); learner.evaluate(learner.train([Stage(.easy, steps: 1)]))"

    init(skipping count: Int) {
        let natives = Prelude.registry().rows.map(Operation.init)
        let all = natives + StandardEntry.all.map(Operation.init)
        let session = Session(natives: Prelude.registry())
        session.onEvent = { _ in }
        let samples = Samples(natives, given: Self.given) { definition in
            session.deadline = .now + .seconds(20)
            do {
                _ = try session.evaluate(definition)
                return true
            } catch { return false }
        }
        preamble = samples.definitions.map { $0 + "\n" }.joined()
        var missed: [String] = []
        calls = all.flatMap { operation -> [String] in
            guard let call = Call(operation, samples) else {
                missed.append(operation.signature)
                return []
            }
            return call.extremes(samples) + call.settings(samples, use: Self.use)
        }[...].dropFirst(count)
        operations = all.count - missed.count
        self.missed = missed
    }

    mutating func next() -> String? { calls.popFirst() }
}
