import Datasets
import Work

/// How a classifier is trained, or fine-tuned, on the files of a division.
public struct ClassifierTraining: Sendable, Equatable, Codable {
    /// Times that a clip of every training file is seen.
    public var epochs: Int
    /// Steps that are made at least, however few files there are.
    public var leastSteps = 0
    /// Clips in a step.
    public var clipsPerStep = 32
    /// Clips that are computed on at once, a divisor of a step's; nil: all of them. Fewer take less memory, and batch normalisation sees no more
    /// than these.
    public var clipsAtOnce: Int?
    /// Peak learning rate of the classifier.
    public var learningRate: Double
    /// What the learning rate is multiplied by below the classifier: 0.1 in the paper's fine-tuning [r], 1 from scratch, 0 for frozen.
    public var backboneRate: Double
    /// Mirror half of the clips left to right.
    public var flip: Bool
    /// Sides of the random squares that training clips show, as shares of the decoded frame's, where frames are cropped; none: the middle.
    public var cropScales: [Double] = []
    /// Random changes of the colours of training clips; nil: none.
    public var colour: ColourJitter?
    /// Momentum, weight decay and largest gradient norm, as in pre-training.
    public var momentum = 0.9
    /// Weight decay, 0 or more.
    public var weightDecay = 1e-4
    /// Largest gradient norm; larger ones are scaled down.
    public var gradientNorm = 5.0

    /// - Parameters:
    ///   - epochs: 1…1,000,000 times that a clip of every training file is seen.
    ///   - learningRate: of the classifier at its peak, more than 0.
    ///   - backboneRate: what it is multiplied by below the classifier, at least 0.
    ///   - flip: mirrors half of the clips.
    ///   - leastSteps: steps that are made at least, 0…100,000,000.
    public init(
        epochs: Int, learningRate: Double = 0.01, backboneRate: Double = 1, flip: Bool = false, leastSteps: Int = 0
    ) {
        Failing.unless(
            (1...1_000_000).contains(epochs) && (0...100_000_000).contains(leastSteps) && learningRate > 0 && backboneRate >= 0,
            "ClassifierTraining: found \(epochs) epochs, rates \(learningRate) and \(backboneRate), at least \(leastSteps) steps; "
                + "expected 1…1,000,000 epochs, a rate above 0, one of at least 0, 0…100,000,000 steps")
        self.epochs = epochs
        self.leastSteps = leastSteps
        self.learningRate = learningRate
        self.backboneRate = backboneRate
        self.flip = flip
    }
}

extension ClassifierTraining {
    /// The paper's fine-tuning of action recognition [r]: 15 epochs at 1e-3, 1e-4 below the classifier, crops of several sizes, mirrored; in
    /// parts of four clips.
    public static var paper: ClassifierTraining {
        var training = ClassifierTraining(epochs: 15, learningRate: 1e-3, backboneRate: 0.1, flip: true)
        training.clipsAtOnce = 4
        training.cropScales = Configuration().cropScales
        return training
    }
}
