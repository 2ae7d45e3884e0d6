import AVTS
import Datasets
import Foundation
import Training

// One line each: what a person looks for first, in the units of the reference.

extension Pretraining: CustomStringConvertible {
    public var description: String { "Pretraining on \(data.train.set.name), \(data.train.count) videos, seed \(seed)" }
}

extension PretrainingData: CustomStringConvertible {
    public var description: String { "PretrainingData(\(train.count) + \(validation.count) + \(test.count) videos)" }
}

extension Stage: CustomStringConvertible {
    public var description: String { "Stage(\(negatives), \(steps) steps)" }
}

extension Configuration: CustomStringConvertible {
    public var description: String { "Configuration(\(stages.count) stages, \(steps) steps)" }
}

extension PretrainedPair: CustomStringConvertible {
    public var description: String { "PretrainedPair \"\(name)\", \(steps) steps, seed \(seed)" }
}

extension DecisionModel: CustomStringConvertible {
    public var description: String { "DecisionModel \"\(name)\", \(stages.reduce(0) { $0 + $1.steps }) steps, seed \(seed)" }
}

extension SynchronizationScore: CustomStringConvertible {
    public var description: String {
        "\(negative): \(accuracy.rounded(to: 1)) % (AUC \(areaUnderCurve.rounded(to: 1)) %) of \(pairs) pairs, "
            + "threshold \(Double(threshold).rounded(to: 3))"
    }
}

extension SynchronizationCurve: CustomStringConvertible {
    public var description: String {
        "SynchronizationCurve of \(videos) videos, \(offsets.first ?? 0) … \(offsets.last ?? 0) s, lowest at \(estimatedOffset) s"
    }
}

extension FilmSynchronization: CustomStringConvertible {
    public var description: String {
        "FilmSynchronization: sound \(abs(soundDelay)) s \(soundDelay < 0 ? "early" : "late"), confidence \(confidence)"
    }
}

extension History: CustomStringConvertible {
    public var description: String {
        names.isEmpty
            ? "History, empty" : "History of " + names.map { "\($0) (\(self[$0].values.count))" }.joined(separator: ", ")
    }
}

extension History.Series: CustomStringConvertible {
    public var description: String {
        guard let first = values.first, let last = values.last else { return "History.Series, empty" }
        return "History.Series of \(values.count) values, steps \(steps[0]) … \(steps[steps.count - 1]): "
            + "\(first.rounded(to: 4)) … \(last.rounded(to: 4))"
    }
}

extension Double {
    func rounded(to decimals: Int) -> Double {
        let scale = pow(10, Double(decimals))
        return (self * scale).rounded() / scale
    }
}
