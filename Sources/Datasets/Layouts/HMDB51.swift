import Files
import Foundation

/// HMDB51 (Kuehne et al. 2011), as its archives unpack: `<class>/<name>.avi` and `testTrainMulti_7030_splits/<class>_test_split<k>.txt`.
///
/// A line is `<file>.avi <id> ` with a trailing space; id 1 trains, 2 tests, 0 is unused. File names hold `!#&()+-.;@[]_~`.
public struct HMDB51: Sendable {
    /// The folder that holds the class folders (or `hmdb51_org`, `videos`) and the folder of splits.
    public let root: String

    /// HMDB51 in a folder, which is read when a split is asked for.
    public init(root: String) { self.root = PathText.expanded(root) }

    /// Official split 1, 2 or 3.
    /// - Throws: ``DatasetError`` for lists or videos that are missing and for lines not understood.
    public func split(_ number: Int) throws(DatasetError) -> OfficialSplit {
        require((1...3).contains(number), "HMDB51 has splits 1…3, found \(number)")
        let lists = try ListFile.folder(
            root, ["testTrainMulti_7030_splits", "test_train_splits/testTrainMulti_7030_splits", "splits"],
            what: "folder of split lists")
        let videos = try ListFile.folder(root, ["hmdb51_org", "videos", ""], what: "folder of videos")
        let tail = "_test_split\(number).txt"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: lists)) ?? []
        let classes = names.filter { $0.hasSuffix(tail) }.map { String($0.dropLast(tail.count)) }.sorted()
        guard !classes.isEmpty else { throw .empty(path: lists, expected: "split lists named <class>\(tail)") }
        let index = try MediaIndex(videos, VideoFolder.videoExtensions)
        guard !index.isEmpty else { throw .empty(path: videos, expected: "HMDB51 videos (<class>/<name>.avi)") }
        var (train, test): ([VideoItem], [VideoItem]) = ([], [])
        var (bad, absent) = (Offenders(), Offenders())
        for (label, name) in classes.enumerated() {
            for (number, line) in try ListFile.lines("\(lists)/\(name)\(tail)", what: "split list") {
                let fields = line.split(separator: " ")
                guard fields.count == 2, let use = Int(fields[1]), (0...2).contains(use), let dot = fields[0].lastIndex(of: ".")
                else {
                    bad.add("\(name)\(tail) line \(number): \(line.prefix(80))")
                    continue
                }
                guard use > 0 else { continue }
                let stem = "\(name)/\(fields[0][..<dot])"
                guard let file = index[stem] else {
                    absent.add("\(name)/\(fields[0])")
                    continue
                }
                let item = VideoItem(id: stem, path: file, labels: [label])
                if use == 1 { train.append(item) } else { test.append(item) }
            }
        }
        try bad.throwMalformed(lists, expected: "`<file>.avi <0, 1 or 2>`")
        try absent.throwUnmatched(lists, "listed video(s) are not in \(videos)")
        try ListFile.checkUnique(train.map(\.id), lists)
        try ListFile.checkUnique(test.map(\.id), lists)
        func set(_ role: SplitRole, _ items: [VideoItem]) -> VideoSet {
            VideoSet(name: "HMDB51 split \(number)/\(role.rawValue)", role: role, items: items, classes: classes)
        }
        return try OfficialSplit(train: set(.train, train), test: set(.test, test))
    }
}
