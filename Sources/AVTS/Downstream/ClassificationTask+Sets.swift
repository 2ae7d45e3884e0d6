import Datasets
import Work

/// The labelled sets on which the paper measures what was learnt, and their likenesses in the synthetic world.
public enum LabelledSet: String, Sendable, CaseIterable {
    /// ESC-50: 50 classes of sounds, 5 s, 5 folds.
    case esc50
    /// The ten classes of it that are called ESC-10.
    case esc10
    /// The scenes of DCASE 2013, 30 s, which the paper calls DCASE2014.
    case dcase2013
    /// UCF101: actions, 3 splits.
    case ucf101
    /// HMDB51: actions, 3 splits.
    case hmdb51

    /// Whether its files are sounds; the others are videos.
    public var isSound: Bool { self == .esc50 || self == .esc10 || self == .dcase2013 }

    /// Clips by which the paper judges a file: 10 windows of a sound of ESC, 60 of a scene [s]; 10 clips of a video [r].
    public var clipsPerFile: Int { self == .dcase2013 ? 60 : 10 }
}

extension ClassificationTask {
    /// Length of the windows in which sounds are classified (s) [s].
    public static let soundWindow = 2.0

    /// A labelled set, from its official layout under `root`, or of the synthetic world at a scale when there is no root.
    ///
    /// - Parameters:
    ///   - configuration: of the networks: frames, sizes and filter bank.
    ///   - pretrained: what they learnt from: none of the files may be among it.
    ///   - withSound: of a set of videos, whether clips have sound; files without are left out.
    /// - Throws: ``DatasetError`` for what is missing, not understood or shared with the pre-training.
    public init(
        _ set: LabelledSet, root: String? = nil, scale: Scale, configuration: Configuration, pretrained: PretrainingData,
        withSound: Bool = false, in folder: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller,
        poll: @escaping PollHandler = Work.poller
    ) throws {
        let root = root?.isEmpty == true ? nil : root
        let splits = try ClassificationTask.splits(
            set, root, scale, folder, progress.map { progress in { progress("making \(set.rawValue)-like files", $0) } }, poll)
        let (input, format) = ClassificationTask.seen(configuration.geometry, isSound: set.isSound, withSound: withSound)
        try self.init(
            root == nil ? set.rawValue + "-like" : ClassificationTask.name(set, splits), splits, input: input, format: format,
            grid: configuration.geometry.grid,
            pretrained: pretrained, clipsPerFile: scale == .smoke ? min(set.clipsPerFile, 4) : set.clipsPerFile, in: folder,
            progress: progress, poll: poll)
    }

    /// A labelled list of one's own files, with its folds or its split: of sounds, or of videos, as the files' names say.
    ///
    /// ```swift {.noeval reason="needs the files"}
    /// let task = try ClassificationTask(MediaList("birds/list.csv"), scale: .mini, configuration: configuration, pretrained: data)
    /// ```
    ///
    /// - Parameters:
    ///   - list: with labels, and a column `fold` or `split`.
    ///   - configuration: of the networks: frames, sizes and filter bank.
    ///   - pretrained: what they learnt from: none of the files may be among it.
    ///   - withSound: of a list of videos, whether clips have sound; files without are left out.
    ///   - clipsPerFile: clips by which a file is judged, spread evenly over it.
    /// - Throws: ``DatasetError`` for a list without labels, folds or splits, of sounds and videos mixed, or of files that were pre-trained on.
    public init(
        _ list: MediaList, scale: Scale, configuration: Configuration, pretrained: PretrainingData, withSound: Bool = false,
        clipsPerFile: Int = 10, in folder: DataFolder = .standard,
        progress: ((String, WorkProgress) -> Void)? = WorkProgress.teller,
        poll: @escaping PollHandler = Work.poller
    ) throws {
        guard !list.classes.isEmpty else {
            throw DatasetError.unsuitable(what: list.path, found: "found no labels", remedy: "Add a column \"label\".")
        }
        guard let isSound = list.isSound else {
            throw DatasetError.unsuitable(
                what: list.path, found: "found sounds and videos in one list", remedy: "Make a list of each.")
        }
        let splits = try list.divisions()
        let (input, format) = ClassificationTask.seen(configuration.geometry, isSound: isSound, withSound: withSound)
        try self.init(
            list.name, splits, input: input, format: format, grid: configuration.geometry.grid, pretrained: pretrained,
            clipsPerFile: scale == .smoke ? min(clipsPerFile, 4) : clipsPerFile, in: folder, progress: progress, poll: poll)
    }

    /// What a classifier is given of a clip, and how files are decoded for that.
    private static func seen(_ geometry: ClipGeometry, isSound: Bool, withSound: Bool) -> (ClipInput, DecodedFormat) {
        let format = geometry.format
        if isSound {
            return (
                ClipInput(rows: format.sound?.rows(in: soundWindow) ?? 0), DecodedFormat(picture: nil, sound: format.sound)
            )
        }
        if withSound { return (ClipInput(frames: geometry.frames, rows: geometry.rows, crop: geometry.crop), format) }
        return (ClipInput(frames: geometry.frames, crop: geometry.crop), DecodedFormat(picture: format.picture, sound: nil))
    }

    /// What a set on disk is called: ESC-50 of which only the ten classes of ESC-10 are there is that.
    private static func name(_ set: LabelledSet, _ splits: [OfficialSplit]) -> String {
        set == .esc50 && splits.first?.train.classes.count == 10 ? LabelledSet.esc10.rawValue : set.rawValue
    }

    private static func splits(
        _ set: LabelledSet, _ root: String?, _ scale: Scale, _ folder: DataFolder, _ progress: ProgressHandler?,
        _ poll: @escaping PollHandler
    ) throws -> [OfficialSplit] {
        let isSmoke = scale == .smoke
        switch set {
        case .esc50, .esc10:
            let sounds =
                if let root {
                    try ESC50(root: root, onlyESC10: set == .esc10)
                } else {
                    try ESC50(
                        root: SyntheticWorld.escLike(recordings: isSmoke ? 1 : 4, into: folder, progress: progress, poll: poll)
                            .root, onlyESC10: set == .esc10)
                }
            return try sounds.folds.map { try sounds.fold($0) }
        case .dcase2013:
            let scenes =
                try root.map(DCASE2013.init)
                ?? SyntheticWorld.dcaseLike(files: isSmoke ? 2 : 10, into: folder, progress: progress, poll: poll)
            return [try scenes.split()]
        case .ucf101:
            let videos =
                try root.map(UCF101.init)
                ?? SyntheticWorld.ucfLike(
                    groups: isSmoke ? 4 : 25, clips: isSmoke ? 1 : scale == .mini ? 2 : 4, into: folder, progress: progress,
                    poll: poll)
            return try (1...3).map { try videos.split($0) }
        case .hmdb51:
            let videos =
                try root.map(HMDB51.init)
                ?? SyntheticWorld.hmdbLike(
                    clips: isSmoke ? 10 : scale == .mini ? 50 : 100, into: folder, progress: progress, poll: poll)
            return try (1...3).map { try videos.split($0) }
        }
    }
}
