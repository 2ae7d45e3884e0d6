import Files
import Tensors

/// A training, a validation and a test set that are known to share nothing.
///
/// Only the initialiser makes one, and it throws when two of them share an id, a file or a group; what is trained and
/// what is measured with the sets of one `Splits` cannot leak.
public struct Splits: Sendable {
    /// What may be trained on.
    public let train: VideoSet
    /// What settings and thresholds are chosen with.
    public let validation: VideoSet
    /// What is measured.
    public let test: VideoSet

    /// - Throws: ``DatasetError/leak(first:second:offenders:count:)``.
    public init(train: VideoSet, validation: VideoSet, test: VideoSet) throws(DatasetError) {
        require(
            train.role == .train && validation.role == .validation && test.role == .test,
            "roles: found \(train.role), \(validation.role), \(test.role); expected train, validation, test")
        try Splits.check(train, against: validation)
        try Splits.check(train, against: test)
        try Splits.check(validation, against: test)
        self.train = train
        self.validation = validation
        self.test = test
    }

    /// Throws if two sets share an id, a group, or the same seconds of the same file.
    public static func check(_ first: VideoSet, against second: VideoSet) throws(DatasetError) {
        let groups = Set(first.items.map(\.group))
        let ids = Set(first.items.map(\.id))
        // One file may have several names, and so may its folder.
        let files = Dictionary(grouping: first.items) { PathText.real($0.path) }
        let shared = second.items.filter { item in
            ids.contains(item.id) || groups.contains(item.group)
                || (files[PathText.real(item.path)] ?? []).contains { overlaps($0, item) }
        }
        guard shared.isEmpty else {
            throw .leak(
                first: first.name, second: second.name, offenders: DatasetError.few(shared.map(\.id)),
                count: shared.count)
        }
    }

    private static func overlaps(_ a: VideoItem, _ b: VideoItem) -> Bool {
        let (endA, endB) = (a.duration.map { a.start + $0 } ?? .infinity, b.duration.map { b.start + $0 } ?? .infinity)
        return a.start < endB && b.start < endA
    }
}

extension VideoSet {
    /// Divides a set by group, at random but reproducibly, into train, validation and test.
    ///
    /// - Parameters:
    ///   - validation, test: shares of the groups, 0…1, together below 1.
    ///   - seed: decides which groups go where.
    public func split(validation: Double, test: Double, seed: UInt64) throws(DatasetError) -> Splits {
        require(validation >= 0 && test >= 0 && validation + test < 1, "shares must leave something to train on")
        var groups = Array(Set(items.map(\.group))).sorted()
        var stream = RandomStream(seed: seed).split("split")
        stream.shuffle(&groups)
        let held = Int((validation * Double(groups.count)).rounded())
        let tested = Int((test * Double(groups.count)).rounded())
        guard groups.count - held - tested > 0, validation == 0 || held > 0, test == 0 || tested > 0 else {
            throw .unsuitable(
                what: "split of \(name)", found: "\(groups.count) group(s) are too few for these shares",
                remedy: "Give more videos, or cut long ones into pieces by time.")
        }
        let inValidation = Set(groups.prefix(held))
        let inTest = Set(groups.dropFirst(held).prefix(tested))
        func part(_ role: SplitRole, _ keep: (String) -> Bool) -> VideoSet {
            // What has no file is in no part; it is told with the first.
            VideoSet(
                name: "\(name)/\(role.rawValue)", role: role, items: items.filter { keep($0.group) }, classes: classes,
                absent: role == .train ? absent : [])
        }
        return try Splits(
            train: part(.train) { !inValidation.contains($0) && !inTest.contains($0) },
            validation: part(.validation, inValidation.contains), test: part(.test, inTest.contains))
    }
}
