import Optimizers

extension Trainer {
    /// The settings of a trainer; the defaults write nothing to disk.
    public struct Options: Sendable {
        /// Where checkpoints are kept; nil for none.
        public var checkpointFolder: String?
        /// Steps between checkpoints, ≥ 1; the last step of a `fit` has one in any case.
        public var checkpointEvery = 500
        /// Seconds after which a checkpoint is written in any case, at the end of the step then under way, above 0.
        public var checkpointSeconds = 600.0
        /// How many checkpoints stay, ≥ 1.
        public var checkpointsKept = 3
        /// Gradients with a greater global norm are scaled down to it; nil for no clipping.
        public var gradientNorm: Double?
        /// How many batches make one update; that of step s takes batches s·n to s·n + n − 1, and the mean of their
        /// gradients.
        public var accumulation = 1
        /// After how many steps the schedule observes their mean loss; nil when `observe` is called by hand.
        public var observeEvery: Int?
        /// How many batches wait ready when `fit` prefetches, ≥ 1.
        public var prefetched = 2
        /// Clips in the batches of one update, for clips a second; 0 when the word has no meaning.
        public var clipsPerStep = 0
        /// Whether a training of which no checkpoint is intact begins anew, with a warning: right for a cache. Otherwise that is an error.
        public var remakesDamaged = false
        /// Settings that a checkpoint must share to be gone on with, such as seed, batch size and data set.
        public var configuration: [String: String] = [:]

        /// Settings without checkpoints.
        public init(
            checkpointFolder: String? = nil, checkpointEvery: Int = 500, checkpointSeconds: Double = 600,
            checkpointsKept: Int = 3,
            gradientNorm: Double? = nil, accumulation: Int = 1, observeEvery: Int? = nil, prefetched: Int = 2,
            clipsPerStep: Int = 0, remakesDamaged: Bool = false, configuration: [String: String] = [:]
        ) {
            self.checkpointFolder = checkpointFolder
            self.checkpointEvery = checkpointEvery
            self.checkpointSeconds = checkpointSeconds
            self.checkpointsKept = checkpointsKept
            self.gradientNorm = gradientNorm
            self.accumulation = accumulation
            self.observeEvery = observeEvery
            self.prefetched = prefetched
            self.clipsPerStep = clipsPerStep
            self.remakesDamaged = remakesDamaged
            self.configuration = configuration
        }

        /// Refuses numbers that a training cannot be made with.
        public func check() throws(SettingError) {
            try SettingRule.atLeast(1, checkpointEvery, "checkpointEvery")
            try SettingRule.positive(checkpointSeconds, "checkpointSeconds")
            try SettingRule.atLeast(1, checkpointsKept, "checkpointsKept")
            try SettingRule.atLeast(1, accumulation, "accumulation")
            try SettingRule.atLeast(1, prefetched, "prefetched")
            try SettingRule.atLeast(0, clipsPerStep, "clipsPerStep")
            if let observeEvery { try SettingRule.atLeast(1, observeEvery, "observeEvery") }
            if let gradientNorm { try SettingRule.positive(gradientNorm, "gradientNorm") }
        }
    }
}
