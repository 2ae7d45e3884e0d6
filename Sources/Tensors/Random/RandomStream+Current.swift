import Work

extension RandomStream {
    /// The stream of the running cell, a function of the run's seed and the cell's name; in a program that of seed 0.
    ///
    /// What is made without `using:` draws from it, so that a cell's numbers do not depend on other cells.
    ///
    ///     let order = RandomStream.current.permutation(8)
    public static var current: RandomStream {
        get { Work.current.withBelonging(belonging, RandomStream.init(seed:)) { $0 } }
        set { Work.current.withBelonging(belonging, RandomStream.init(seed:)) { $0 = newValue } }
    }

    private static let belonging = "random"
}

extension Tensor {
    /// A tensor of independent uniform numbers of `range`, from the running cell's stream.
    ///
    ///     let noise = Tensor.uniform([2, 3], in: -1..<1)
    public static func uniform(_ shape: Shape, in range: Range<Float> = 0..<1) -> Tensor {
        uniform(shape, in: range, using: &RandomStream.current)
    }

    /// A tensor of independent normal numbers, from the running cell's stream.
    ///
    ///     let x = Tensor.normal([4, 3])
    public static func normal(_ shape: Shape, mean: Float = 0, standardDeviation: Float = 1) -> Tensor {
        normal(shape, mean: mean, standardDeviation: standardDeviation, using: &RandomStream.current)
    }
}
