// Classifiers of a configuration, as notebooks make them.

extension AudioClassifier {
    /// The audio network of a configuration with a linear classifier, fresh weights.
    public convenience init(_ configuration: Configuration, classes: Int, seed: Int = 0) throws(ConfigurationError) {
        try self.init(configuration.audio, classes: classes, seed: UInt64(seed: seed))
    }

    /// Takes a pair's audio network; the classifier stays.
    public func load(_ pair: PretrainedPair) throws { try load(audioOf: pair.network) }
}

extension VideoClassifier {
    /// The video network of a configuration with a linear classifier, fresh weights.
    public convenience init(_ configuration: Configuration, classes: Int, seed: Int = 0) throws(ConfigurationError) {
        try self.init(configuration.video, classes: classes, seed: UInt64(seed: seed))
    }

    /// Takes a pair's video network; the classifier stays.
    public func load(_ pair: PretrainedPair) throws { try load(videoOf: pair.network) }
}

extension MultimodalClassifier {
    /// Both networks of a configuration, fused by two layers of `hidden` units, fresh weights.
    public convenience init(
        _ configuration: Configuration, hidden: Int = 512, classes: Int, seed: Int = 0
    ) throws(ConfigurationError) {
        try self.init(configuration, hidden: hidden, classes: classes, seed: UInt64(seed: seed))
    }

    /// Takes both networks of a pair; what fuses them stays.
    public func load(_ pair: PretrainedPair) throws { try load(pair.network) }
}

extension FrameClassifier {
    /// The vision side of an L³-Net (of a fresh one when nil), the mean over a clip's frames, a linear classifier.
    public convenience init(
        _ configuration: Configuration, of model: CorrespondenceModel? = nil, classes: Int, seed: Int = 0
    ) throws {
        try self.init(configuration, of: model?.network, classes: classes, seed: UInt64(seed: seed))
    }
}

extension FusedCorrespondenceClassifier {
    /// Both sides of an L³-Net (of a fresh one when nil), fused by two layers of `hidden` units.
    public convenience init(
        _ configuration: Configuration, of model: CorrespondenceModel? = nil, hidden: Int = 512, classes: Int, seed: Int = 0
    ) throws {
        try self.init(configuration, of: model?.network, hidden: hidden, classes: classes, seed: UInt64(seed: seed))
    }
}
