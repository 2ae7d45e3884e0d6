import Tensors

/// A way to learn classes from fixed features.
public enum FeatureClassifier: Sendable, Equatable {
    /// A linear support vector machine for each class against the others, with a cost C; nil chooses it on held-out training files.
    case linearSVM(cost: Double? = nil)
    /// Trees on bootstrap samples, each split among √features (Breiman 2001).
    case randomForest(trees: Int = 100)

    /// The costs that are tried where none is given.
    public static let costs = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
}

/// What was learnt: features in, a score for each class out.
public protocol FittedClassifier: Sendable {
    /// `[rows, features]` → `[rows, classes]`; the largest of a row names its class.
    func scores(_ features: Tensor) -> Tensor
}

/// Means and deviations of training features, by which all features are scaled.
struct FeatureScaling: Sendable {
    let mean: Tensor
    let scale: Tensor

    /// - Parameter features: `[rows, features]`, of the training set.
    init(_ features: Tensor) {
        mean = features.mean(axes: [0])
        // A column that never changes stays zero.
        let deviation = (features - mean).square().mean(axes: [0]).sqrt()
        scale = Tensor(deviation.scalars.map { $0 > 1e-6 ? 1 / $0 : 0 }, shape: mean.shape)
    }

    func callAsFunction(_ features: Tensor) -> Tensor { (features - mean) * scale }
}

/// A classifier that scales its features first.
struct ScaledClassifier: FittedClassifier {
    let scaling: FeatureScaling
    let classifier: any FittedClassifier

    func scores(_ features: Tensor) -> Tensor { classifier.scores(scaling(features)) }
}
