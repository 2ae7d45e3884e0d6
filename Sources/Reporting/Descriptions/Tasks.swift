import AVTS
import Datasets
import Layers

// Sets, tasks and classifiers in one line each.

extension DecodedVideos: CustomStringConvertible {
    public var description: String { summary }
}

extension ClipPlace: CustomStringConvertible {
    public var description: String { "video \(video), start \(start)" }
}

extension ClassificationTask: CustomStringConvertible {
    public var description: String { summary }
}

extension FeatureTable: CustomStringConvertible {
    public var description: String { "FeatureTable \"\(name)\", \(values.shape)" }
}

extension DivisionScore: CustomStringConvertible {
    public var description: String {
        "\(name): \(accuracy.rounded(to: 1)) % of \(files) files, \(clipAccuracy.rounded(to: 1)) % of clips"
    }
}

extension ClassifierTraining: CustomStringConvertible {
    public var description: String {
        "ClassifierTraining: \(epochs) epochs\(leastSteps > 0 ? ", at least \(leastSteps) steps" : ""), rate \(learningRate)"
            + (backboneRate == 1 ? "" : ", below the classifier times \(backboneRate)")
    }
}

extension FeatureClassifier: CustomStringConvertible {
    public var description: String {
        switch self {
        case .linearSVM(let cost): "linear SVM, C \(cost.map { "= \($0)" } ?? "chosen within the training files")"
        case .randomForest(let trees): "random forest of \(trees) trees"
        }
    }
}

extension AudioClassifier: CustomStringConvertible {
    public var description: String { "AudioClassifier, \(parameterCount) parameters" }
}

extension FrameClassifier: CustomStringConvertible {
    public var description: String { "FrameClassifier, \(parameterCount) parameters" }
}

extension MultimodalClassifier: CustomStringConvertible {
    public var description: String { "MultimodalClassifier, \(parameterCount) parameters" }
}

extension TwoStreamNetwork: CustomStringConvertible {
    public var description: String { "TwoStreamNetwork, \(parameterCount) parameters" }
}
