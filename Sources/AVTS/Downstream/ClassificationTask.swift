import Datasets
import Tensors
import Work

/// Labelled files and their official divisions into training and test: folds, or splits.
///
/// Every file is decoded once; a division is a list of files. Each division comes from an ``OfficialSplit``, so no file, group or
/// recording is on both of its sides; and none of the files, groups or recordings was pre-trained on.
public struct ClassificationTask: Sendable {
    /// A fold or a split: indices into ``files``.
    public struct Division: Sendable, Equatable {
        /// Its name, as `split 1` or `fold 3`.
        public let name: String
        /// The files that may be trained on.
        public let train: [Int]
        /// The files that are classified.
        public let test: [Int]
    }

    /// The data set's name, for tables and messages.
    public let name: String
    /// The files of all divisions.
    public let files: DecodedVideos
    /// The task's folds or splits, in their official order.
    public private(set) var divisions: [Division]
    /// What is classified: frames, rows of the filter bank, or both.
    public let input: ClipInput
    /// Clips by which a file is judged, spread evenly over it.
    public let clipsPerFile: Int

    /// Names of the classes.
    public var classes: [String] { files.set.classes }

    /// - Parameters:
    ///   - splits: the official divisions, over the same classes.
    ///   - input: what a clip is, in frames and rows.
    ///   - format: how files are decoded.
    ///   - grid: least spacing of starts (s).
    ///   - pretrained: what the networks learnt from: none of the files may be among it, and its statistics normalise them.
    ///   - clipsPerFile: clips by which a file is judged.
    /// - Throws: ``DatasetError/leak(first:second:offenders:count:)``, or what decoding throws.
    public init(
        _ name: String, _ splits: [OfficialSplit], input: ClipInput, format: DecodedFormat, grid: Double,
        pretrained: PretrainingData, clipsPerFile: Int, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller, poll: @escaping PollHandler = Work.poller
    ) throws {
        let all = ClassificationTask.union(name, splits)
        for set in [pretrained.train, pretrained.validation] { try Splits.check(set.set, against: all) }
        try self.init(
            name, splits, all, input: input, format: format, grid: grid, normalization: pretrained.train.normalization,
            clipsPerFile: clipsPerFile, in: root, progress: progress, poll: poll)
    }

    /// The labels of the pre-training videos themselves: what a fully supervised rival learns, tested on the test videos.
    ///
    /// - Throws: `ConfigurationError` for videos without labels.
    public init(
        labelsOf data: PretrainingData, configuration: Configuration, in root: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller, poll: @escaping PollHandler = Work.poller
    ) throws {
        guard !data.train.set.classes.isEmpty else {
            throw ConfigurationError(
                "labels", found: "none in \(data.train.set.name)", expected: "a class for every video",
                remedy: "use a set with labels, such as Kinetics or the synthetic world")
        }
        let split = try OfficialSplit(train: data.train.set, test: data.test.set)
        let name = "labels of \(data.train.set.name)"
        try self.init(
            name, [split], ClassificationTask.union(name, [split]),
            input: ClipInput(frames: configuration.geometry.frames, crop: configuration.geometry.crop),
            format: configuration.geometry.format, grid: configuration.geometry.grid, normalization: data.train.normalization,
            clipsPerFile: 10, in: root, progress: progress, poll: poll)
    }

    private init(
        _ name: String, _ splits: [OfficialSplit], _ all: VideoSet, input: ClipInput, format: DecodedFormat, grid: Double,
        normalization: Normalization, clipsPerFile: Int, in root: DataFolder, progress: ((String, WorkProgress) -> Void)?,
        poll: @escaping PollHandler
    ) throws {
        self.name = name
        self.input = input
        self.clipsPerFile = clipsPerFile
        files = try DecodedVideos(
            all, format: format, minimumDuration: input.duration(format), gridStep: grid, normalization: normalization, in: root,
            progress: progress.map { progress in { progress("decoding \(name)", $0) } }, poll: poll)
        // Files that cannot be used are in no division.
        let places = Dictionary(uniqueKeysWithValues: files.set.items.enumerated().map { ($1.id, $0) })
        divisions = splits.map { split in
            Division(
                name: split.test.name, train: split.train.items.compactMap { places[$0.id] },
                test: split.test.items.compactMap { places[$0.id] })
        }
        if let empty = divisions.first(where: { $0.train.isEmpty || $0.test.isEmpty }) {
            throw DatasetError.unsuitable(
                what: empty.name, found: "\(empty.train.count) training and \(empty.test.count) test files that can be used",
                remedy: "Look at what was skipped: \(files.skipped)")
        }
    }

    /// The files of all divisions, each once.
    private static func union(_ name: String, _ splits: [OfficialSplit]) -> VideoSet {
        var seen: Set<String> = []
        let items = splits.flatMap { $0.train.items + $0.test.items }.filter { seen.insert($0.id).inserted }
        return VideoSet(name: name, role: .test, items: items, classes: splits.first?.test.classes ?? [])
    }

    /// The class of a file.
    public func label(_ file: Int) -> Int { files.label(file) ?? 0 }

    /// The clips by which a file is judged.
    func clips(_ file: Int) -> [ClipPlace] {
        files.spread(clipsPerFile, over: file, clip: input.duration(files.format))
    }

    /// The same files with one division, made of a division's training files alone: a quarter of its groups tests, the others train.
    ///
    /// For choices (a learning rate, a cost) that must not look at test files. A group is in one of the four quarters, or of fewer than four
    /// groups one is in several.
    public func inner(_ division: Int, quarter: Int = 0) -> ClassificationTask {
        Failing.unless((0..<4).contains(quarter), "ClassificationTask.inner: found quarter \(quarter), expected 0…3")
        var task = self
        task.divisions = [inner(of: self.division(division), quarter: quarter, seed: 0)]
        return task
    }

    func inner(of division: Division, quarter: Int, seed: UInt64) -> Division {
        var groups = Set(division.train.map { files.set.items[$0].group }).sorted()
        var random = RandomStream(seed: seed).split("inner validation").split(division.name)
        random.shuffle(&groups)
        let first = quarter * groups.count / 4
        let held = Set(groups[first..<min(max((quarter + 1) * groups.count / 4, first + 1), groups.count)])
        let isHeld = { (file: Int) in held.contains(files.set.items[file].group) }
        return Division(
            name: "\(division.name), inner", train: division.train.filter { !isHeld($0) }, test: division.train.filter(isHeld))
    }

    /// One line: files, classes, divisions, files left out.
    public var summary: String {
        let parts = divisions.map { "\($0.train.count)/\($0.test.count)" }.joined(separator: ", ")
        return "\(files.summary), \(classes.count) classes, \(divisions.count) division(s): train/test \(parts)"
    }
}
