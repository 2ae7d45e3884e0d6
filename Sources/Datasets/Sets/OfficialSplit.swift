/// A data set's own division into what may be trained on and what is measured; known to share nothing.
public struct OfficialSplit: Sendable {
    /// What may be trained on.
    public let train: VideoSet
    /// What is measured.
    public let test: VideoSet

    /// - Throws: ``DatasetError/leak(first:second:offenders:count:)``.
    public init(train: VideoSet, test: VideoSet) throws(DatasetError) {
        require(train.role == .train && test.role == .test, "roles: expected train and test")
        try Splits.check(train, against: test)
        self.train = train
        self.test = test
    }

    /// Takes a share of the training groups out for validation, at random but reproducibly.
    public func holdingOut(_ share: Double, seed: UInt64) throws(DatasetError) -> Splits {
        let parts = try train.split(validation: share, test: 0, seed: seed)
        return try Splits(train: parts.train, validation: parts.validation, test: test)
    }
}
