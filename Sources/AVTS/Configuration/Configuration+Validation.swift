extension Configuration {
    /// Refuses settings that no training can be made of, the first one that is out of its range.
    ///
    /// What depends on data or architecture (lengths, widths) is refused where these are met.
    public func validate() throws(ConfigurationError) {
        try Self.check("margin", Double(margin), margin.isFinite && margin > 0, "more than 0")
        try Self.check("pairsPerStep", pairsPerStep, 2...65_536)
        if let microBatch {
            guard microBatch >= 2, microBatch % 2 == 0, pairsPerStep % microBatch == 0 else {
                throw ConfigurationError(
                    "microBatch", found: "\(microBatch) of \(pairsPerStep) pairs",
                    expected: "an even divisor of the pairs in a step, or nil for all of them at once")
            }
        }
        if let crop = geometry.crop, let picture = geometry.format.picture {
            try Self.check("crop", crop, 1...min(picture.width, picture.height))
        }
        for scale in cropScales { try Self.check("cropScales", scale, scale > 0 && scale <= 1, "more than 0, at most 1") }
        try Self.check("testPairs", testPairs, 2...1_000_000)
        try Self.check("warmUp", warmUp, 0...Int.max)
        try Self.check("gap", gap, (0...3600).contains(gap), "0…3600 s")
        try Self.check("momentum", Double(momentum), (0..<1).contains(momentum), "0 or more and less than 1")
        try Self.check("weightDecay", Double(weightDecay), weightDecay.isFinite && weightDecay >= 0, "0 or more")
        try Self.check("gradientNorm", Double(gradientNorm), gradientNorm > 0, "more than 0")
        try Self.checkRate(learningRate)
        if let decisionRate { try Self.checkRate(decisionRate, "decisionRate") }
        if let correspondenceRate { try Self.checkRate(correspondenceRate, "correspondenceRate") }
        for stage in stages { try stage.validate() }
    }

    fileprivate static func checkRate(_ rate: Double, _ setting: String = "learningRate") throws(ConfigurationError) {
        try check(setting, rate, rate.isFinite && rate >= 0, "0 or more")
    }

    private static func check(_ setting: String, _ found: Int, _ range: ClosedRange<Int>) throws(ConfigurationError) {
        guard !range.contains(found) else { return }
        let end = range.upperBound == .max ? "" : "\(range.upperBound)"
        throw ConfigurationError(setting, found: "\(found)", expected: "\(range.lowerBound)…\(end)")
    }

    private static func check(
        _ setting: String, _ found: Double, _ holds: Bool, _ expected: String
    ) throws(ConfigurationError) {
        guard !holds else { return }
        throw ConfigurationError(setting, found: "\(found)", expected: expected)
    }
}

extension Stage {
    /// Refuses a learning rate below 0, and more steps than anyone lives to see; a stage of no steps is skipped.
    public func validate() throws(ConfigurationError) {
        if let count, count > 1_000_000_000 {
            throw ConfigurationError("steps", found: "\(count)", expected: "at most 1,000,000,000")
        }
        if let learningRate { try Configuration.checkRate(learningRate) }
    }
}
