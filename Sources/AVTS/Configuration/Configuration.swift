import Datasets
import Tensors

/// Everything that a pre-training run depends on besides its data; the defaults are the paper's.
///
/// Marks: [s] stated in the paper's summary or confirmed elsewhere, [r] recalled, [?] not known and chosen here
/// (Documentation/Deviations.md says how each was settled). Source: Korbar, Tran, Torresani, NeurIPS 2018 (arXiv 1807.00230).
public struct Configuration: Sendable, Equatable, Codable {
    /// Frames, sound and the grid of start times.
    public var geometry = ClipGeometry()

    // MARK: Networks
    /// MC2 or MC3 [s].
    public var video = VideoArchitecture(kind: .mc3, depth: 18, width: 64)
    /// VGG-like, after Chung and Zisserman [s]; its table is [?].
    public var audio = AudioArchitecture.paper
    /// Length of the embeddings f_v and f_a [?].
    public var embedding = 512

    /// What convolutions and linear layers multiply in; weights, sums and statistics are 32-bit floats in either case.
    public var precision = Precision.float32

    // MARK: Loss
    /// Margin η of the contrastive loss [r].
    public var margin: Float = 0.99

    // MARK: Pairs
    /// Pairs in a step [r]: half in sync, half not [?]. A clip stands in one of each.
    public var pairsPerStep = 64
    /// Pairs that are computed on at once, a divisor of a step's; nil: all of them. Gradients are the means over a step whatever it is, but
    /// batch normalisation in training sees no more than these: Documentation/Deviations.md.
    public var microBatch: Int? = 4
    /// Least time between the windows of a hard negative (s) [s].
    public var gap = 0.5
    /// Overlap of a super-hard negative's windows (share of their length) [?].
    public var overlap = 0.5
    /// Mirror half of the clips left to right [r].
    public var flip = true
    /// Sides of the random squares that training clips show, as shares of the decoded frame's, where the geometry crops it [r]; those of temporal
    /// segment networks [?]. None: the middle alone.
    public var cropScales = [1, 0.875, 0.75, 0.66]
    /// Random changes of the colours of training clips; nil, as in the paper [r]: none.
    public var colour: ColourJitter?

    // MARK: Optimisation
    /// Peak learning rate; the paper searched a grid [r], without saying what it found.
    public var learningRate = 0.01
    /// The same for a head on AVTS' networks, which learns the cross-entropy of *in sync or not* [?]; nil: ``learningRate``.
    public var decisionRate: Double?
    /// The same for L³-Net [?]; nil: ``learningRate``.
    public var correspondenceRate: Double?
    /// Momentum of stochastic gradient descent, 0..<1.
    public var momentum: Float = 0.9  // [?]
    /// Weight decay, 0 or more; added to the gradient as `weightDecay · w`.
    public var weightDecay: Float = 1e-4  // [?]
    /// Largest gradient norm; larger ones are scaled down [?].
    public var gradientNorm: Float = 5
    /// Steps over which each stage's learning rate rises from zero [?].
    public var warmUp = 100
    /// How the learning rate falls within a stage: by cosine, or ÷10 on a plateau as in the paper [r].
    public var decay = Decay.plateau
    /// Stages, in order; the paper: easy alone, then 25 % hard [s], epochs 1–50 and 51–90 [r].
    public var stages = [Stage(.easy, epochs: 50), Stage(.mixed, epochs: 40)]

    // MARK: Tests
    /// Pairs of each kind in a test, half of them in sync; validation has as many.
    public var testPairs = 1000

    /// How the learning rate falls.
    public enum Decay: String, Sendable, Codable, CaseIterable {
        /// To zero over each stage, along half a cosine.
        case cosine
        /// ÷10 when the loss has not fallen for 5 epochs.
        case plateau
        /// Not at all, after the warm-up.
        case constant
    }

    /// The paper's own settings, as far as it tells them.
    public init() {}

    /// Micro-batches in a step.
    var partsPerStep: Int { microBatch.map { max(1, pairsPerStep / max(1, $0)) } ?? 1 }

    /// Clips in a step: each stands in two pairs.
    var clipsPerStep: Int { max(2, pairsPerStep / 2) }

    /// Steps in which each of so many training videos is seen once.
    func stepsPerEpoch(videos: Int) -> Int { max(1, videos / clipsPerStep) }

    /// The same configuration, with stages that count in epochs counted in steps on these videos.
    ///
    ///     let configuration = Configuration(scale: .paper).counted(on: data)
    public func counted(on data: PretrainingData) -> Configuration {
        var result = self
        result.stages = stages.map { $0.counted(stepsPerEpoch: stepsPerEpoch(videos: data.train.count)) }
        return result
    }

    /// Steps of all stages; those that count in epochs must be counted first.
    public var steps: Int { stages.reduce(0) { $0 + $1.steps } }
}
