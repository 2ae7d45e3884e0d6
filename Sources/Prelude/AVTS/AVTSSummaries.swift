import AVTS
import Foundation
import Script
import Training

// One line each: what a person looks for first, in the units of the reference.

extension Pretraining: NativeValue, SummarizedValue {
    public var scriptSummary: String { "Pretraining on \(data.train.set.name), \(data.train.count) videos, seed \(seed)" }
}

extension Evaluation: NativeValue {}

extension SynchronizationScore: NativeValue, SummarizedValue {
    public var scriptSummary: String {
        "\(negative): \(accuracy.rounded(to: 1)) % (AUC \(areaUnderCurve.rounded(to: 1)) %) of \(pairs) pairs, "
            + "threshold \(Double(threshold).rounded(to: 3))"
    }
}

extension SynchronizationCurve: NativeValue, SummarizedValue {
    public var scriptSummary: String {
        "SynchronizationCurve of \(videos) videos, \(offsets.first ?? 0) … \(offsets.last ?? 0) s, lowest at \(estimatedOffset) s"
    }
}

extension DivisionScore: NativeValue, SummarizedValue {
    public var scriptSummary: String {
        "\(name): \(accuracy.rounded(to: 1)) % of \(files) files, \(clipAccuracy.rounded(to: 1)) % of clips"
    }
}

extension ClassifierTraining: NativeValue, SummarizedValue {
    public var scriptSummary: String {
        "ClassifierTraining: \(epochs) epochs\(leastSteps > 0 ? ", at least \(leastSteps) steps" : ""), rate \(learningRate)"
            + (backboneRate == 1 ? "" : ", below the classifier times \(backboneRate)")
    }
}

extension FeatureClassifier: NativeValue, SummarizedValue {
    public var scriptSummary: String {
        switch self {
        case .linearSVM(let cost): "linear SVM, C \(cost.map { "= \($0)" } ?? "chosen within the training files")"
        case .randomForest(let trees): "random forest of \(trees) trees"
        }
    }
}

extension History: NativeValue, SummarizedValue {
    public var scriptSummary: String {
        names.isEmpty
            ? "History, empty" : "History of " + names.map { "\($0) (\(self[$0].values.count))" }.joined(separator: ", ")
    }
}

extension History.Series: NativeValue, SummarizedValue {
    public static var scriptName: String { "HistorySeries" }
    public var scriptSummary: String {
        guard let first = values.first, let last = values.last else { return "HistorySeries, empty" }
        return "HistorySeries of \(values.count) values, steps \(steps[0]) … \(steps[steps.count - 1]): "
            + "\(first.rounded(to: 4)) … \(last.rounded(to: 4))"
    }
}

extension Claim: NativeValue {}

extension Double {
    fileprivate func rounded(to decimals: Int) -> Double {
        let scale = pow(10, Double(decimals))
        return (self * scale).rounded() / scale
    }
}
