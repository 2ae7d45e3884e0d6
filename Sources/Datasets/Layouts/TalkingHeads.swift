import Foundation
import Tensors

/// Recordings of people who speak, divided so that the tests are of other people wherever there are any.
///
/// A folder each is a speaker (`s1/bbaf2n.mpg`); files in the root itself are one speaker's. From three speakers on, each part has speakers of
/// its own: about a tenth of them validates, a fifth tests, one at least. Of two, one is learnt from (a tenth of the clips validates) and one
/// tests. Of one, a tenth of the clips validates and a fifth tests: such a test says nothing of other speakers, and ``division`` says so.
///
/// A list says it outright: comma-separated, with a heading, `file,part` or `file,part,speaker`; files by their paths below the root, parts
/// `train`, `validation` and `test`.
///
/// ```swift {.noeval reason="needs a folder of talking heads"}
/// let heads = try TalkingHeads("grid")
/// print(heads.division)       // 33 speakers: 23 to learn from, 3 to validate with, 7 to test on; nobody is in two
/// let data = try PretrainingData(heads.splits, configuration: configuration)
/// ```
public struct TalkingHeads: Sendable {
    /// The three parts, which share no file.
    public let splits: Splits
    /// The speakers, in natural order.
    public let speakers: [String]
    /// The speakers of the test part that are learnt from too.
    public let shared: [String]
    /// One sentence: how many speakers, and whether the test is of other ones than the training.
    public let division: String

    /// Reads a folder.
    ///
    /// - Parameters:
    ///   - root: the folder.
    ///   - list: a file that says which clip is in which part.
    ///   - seed: decides who, or without other speakers which clips, validate and test.
    /// - Throws: ``DatasetError`` for what is missing, empty or not understood.
    public init(_ root: String, list: String? = nil, seed: UInt64 = 0) throws(DatasetError) {
        let all = try VideoFolder(root).videos(name: "talking")
        let home = URL(fileURLWithPath: VideoFolder(root).path).lastPathComponent
        var speaker: [String: String] = [:]
        for item in all.items { speaker[item.id] = item.id.contains("/") ? String(item.id.prefix { $0 != "/" }) : home }
        let part: [String: SplitRole]
        if let list {
            let read = try TalkingHeads.read(list, of: all)
            part = read.part
            speaker.merge(read.speaker) { $1 }
        } else {
            part = try TalkingHeads.divide(all.items.map { ($0.id, speaker[$0.id] ?? "") }, seed)
        }
        func set(_ role: SplitRole) -> VideoSet {
            let items = all.items.filter { part[$0.id] == role }
            return VideoSet(name: "talking/\(role.rawValue)", role: role, items: items)
        }
        let sets = (set(.train), set(.validation), set(.test))
        if let empty = [sets.0, sets.1, sets.2].first(where: { $0.count == 0 }) {
            throw .unsuitable(
                what: list ?? root, found: "no clip in the part \(empty.role.rawValue)",
                remedy: "Give clips to learn from, to validate with and to test on.")
        }
        splits = try Splits(train: sets.0, validation: sets.1, test: sets.2)
        func people(_ set: VideoSet) -> Set<String> { Set(set.items.compactMap { speaker[$0.id] }) }
        let (learnt, tested) = (people(sets.0), people(sets.2))
        speakers = Set(all.items.filter { part[$0.id] != nil }.compactMap { speaker[$0.id] }).sorted(by: naturallyBefore)
        shared = tested.intersection(learnt).sorted(by: naturallyBefore)
        let count = "\(speakers.count) speaker\(speakers.count == 1 ? "" : "s")"
        if speakers.count == 1 {
            division = "\(count) (\(speakers[0])), divided by clip: the test says nothing of other speakers"
        } else if shared.isEmpty {
            division =
                "\(count): \(learnt.count) to learn from, \(people(sets.1).count) to validate with, \(tested.count) to test on; "
                + "nobody who is tested on was learnt from"
        } else {
            division =
                "\(count), \(shared.count) of them (\(DatasetError.few(shared).joined(separator: ", "))) "
                + "in the training and in the test: the test says little of other speakers"
        }
    }

    /// Who, or which clips, are in which part.
    private static func divide(
        _ clips: [(id: String, speaker: String)], _ seed: UInt64
    ) throws(DatasetError) -> [String: SplitRole] {
        var stream = RandomStream(seed: seed).split("talking heads")
        func roles(_ names: [String], validation: Double, test: Double) throws(DatasetError) -> [String: SplitRole] {
            var names = names
            stream.shuffle(&names)
            let held = max(1, Int((validation * Double(names.count)).rounded()))
            let tested = test > 0 ? max(1, Int((test * Double(names.count)).rounded())) : 0
            guard names.count > held + tested else {
                throw .unsuitable(
                    what: "division of talking heads", found: "\(names.count) clip(s) or speakers",
                    remedy: "Give at least 3 clips, or a list that says which is in which part.")
            }
            var result: [String: SplitRole] = [:]
            for (index, name) in names.enumerated() {
                result[name] = index < tested ? .test : index < tested + held ? .validation : .train
            }
            return result
        }
        var people = Set(clips.map(\.speaker)).sorted(by: naturallyBefore)
        if people.count >= 3 {
            let who = try roles(people, validation: 0.1, test: 0.2)
            return Dictionary(uniqueKeysWithValues: clips.compactMap { clip in who[clip.speaker].map { (clip.id, $0) } })
        }
        guard people.count == 2 else { return try roles(clips.map(\.id), validation: 0.1, test: 0.2) }
        stream.shuffle(&people)
        var result = try roles(clips.filter { $0.speaker == people[0] }.map(\.id), validation: 0.1, test: 0)
        for clip in clips where clip.speaker == people[1] { result[clip.id] = .test }
        return result
    }

    /// The parts, and the speakers where they are said, of a list.
    private static func read(
        _ list: String, of all: VideoSet
    ) throws(DatasetError) -> (part: [String: SplitRole], speaker: [String: String]) {
        let rows = try ListFile.table(list, what: "list of talking heads", columns: ["file", "part"])
        try ListFile.checkUnique(rows.compactMap { $0.row["file"] }, list)
        let known = Set(all.items.map(\.id))
        var (part, speaker): ([String: SplitRole], [String: String]) = ([:], [:])
        var (odd, absent) = (Offenders(), Offenders())
        for (line, row) in rows {
            let file = row["file"] ?? ""
            guard let role = SplitRole(rawValue: row["part"] ?? "") else {
                odd.add("line \(line): \((row["part"] ?? "").prefix(40))")
                continue
            }
            guard known.contains(file) else {
                absent.add("line \(line): \(file.prefix(80))")
                continue
            }
            part[file] = role
            if let name = row["speaker"], !name.isEmpty { speaker[file] = name }
        }
        try odd.throwMalformed(list, expected: "the parts train, validation and test")
        try absent.throwUnmatched(list, "listed file(s) are not below the folder")
        return (part, speaker)
    }
}
