import Datasets

// Scales and layouts by their names, as the parameters of a notebook give them.

extension PretrainingData {
    /// The synthetic world at a scale: generated into the cache folder when it is not there yet, and decoded once.
    ///
    ///     let data = try PretrainingData.synthetic(scale: params.scale)
    /// - Throws: `ConfigurationError` for a name that is no scale.
    public static func synthetic(
        scale: String, difficulty: Difficulty = .clean, eightfold: Bool = false, world: Int = 0
    ) throws -> PretrainingData {
        try synthetic(scale: Scale(named: scale), difficulty: difficulty, eightfold: eightfold, world: world)
    }

    /// A set on disk by its layout's name: `folder`, `kinetics400`, `audioset`, `flickr` or `list`, whose root is the list itself.
    ///
    /// - Throws: `ConfigurationError` for a name that is no layout, `DatasetError` for what is missing, empty or not understood.
    public static func files(
        _ root: String, layout: String, configuration: Configuration
    ) throws -> PretrainingData {
        try files(root, layout: VideoLayout(named: layout), configuration: configuration)
    }
}
