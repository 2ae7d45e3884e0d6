import Files
import Foundation

/// UCF101 (Soomro, Zamir, Shah 2012), as its archives unpack: `UCF-101/<Class>/v_<Class>_gXX_cYY.avi` and `ucfTrainTestlist/`.
///
/// Classes are those of the folders, never of the file names: `HandstandPushups` holds `v_HandStandPushups_g01_c01.avi`.
public struct UCF101: Sendable {
    /// The folder that holds `UCF-101` and `ucfTrainTestlist`, or the one with both contents side by side.
    public let root: String

    /// UCF101 in a folder, which is read when a split is asked for.
    public init(root: String) { self.root = PathText.expanded(root) }

    /// Official split 1, 2 or 3.
    ///
    /// A group (one performer, one place) is an item's group, so leaks between train and test are found.
    /// - Throws: ``DatasetError`` for lists or videos that are missing, lines not understood, classes not in the class list.
    public func split(_ number: Int) throws(DatasetError) -> OfficialSplit {
        require((1...3).contains(number), "UCF101 has splits 1…3, found \(number)")
        let lists = try ListFile.folder(root, ["ucfTrainTestlist", ""], what: "folder of split lists")
        let videos = try ListFile.folder(root, ["UCF-101", "videos", ""], what: "folder of videos")
        let classes = try classes(lists)
        let index = try MediaIndex(videos, VideoFolder.videoExtensions)
        guard !index.isEmpty else { throw .empty(path: videos, expected: "UCF101 videos (<Class>/v_<Class>_gXX_cYY.avi)") }
        func part(_ role: SplitRole) throws(DatasetError) -> VideoSet {
            let list = "\(lists)/\(role == .train ? "trainlist" : "testlist")0\(number).txt"
            return VideoSet(
                name: "UCF101 split \(number)/\(role.rawValue)", role: role,
                items: try items(list, classes, index), classes: classes)
        }
        return try OfficialSplit(train: part(.train), test: part(.test))
    }

    /// `1 ApplyEyeMakeup`, counted from 1.
    private func classes(_ lists: String) throws(DatasetError) -> [String] {
        let path = "\(lists)/classInd.txt"
        var names: [Int: String] = [:]
        var bad = Offenders()
        for (number, line) in try ListFile.lines(path, what: "class list") {
            let fields = line.split(separator: " ")
            if fields.count == 2, let id = Int(fields[0]), id >= 1, names[id] == nil {
                names[id] = String(fields[1])
            } else {
                bad.add("line \(number): \(line.prefix(60))")
            }
        }
        try bad.throwMalformed(path, expected: "`<number from 1> <class>`")
        guard !names.isEmpty, names.keys.max() == names.count else {
            throw .malformed(path: path, expected: "classes numbered 1…\(names.count)", offenders: [], count: names.count)
        }
        let classes = (1...names.count).map { names[$0]! }
        try ListFile.checkUnique(classes, path)
        return classes
    }

    /// `Class/file.avi 1` (train) or `Class/file.avi` (test).
    private func items(_ list: String, _ classes: [String], _ index: MediaIndex) throws(DatasetError) -> [VideoItem] {
        let ids = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        var (bad, unknown, absent) = (Offenders(), Offenders(), Offenders())
        var items: [VideoItem] = []
        for (number, line) in try ListFile.lines(list, what: "split list") {
            let fields = line.split(separator: " ")
            let path = String(fields[0])
            guard let slash = path.firstIndex(of: "/"), let dot = path.lastIndex(of: "."), slash < dot, fields.count <= 2 else {
                bad.add("line \(number): \(line.prefix(80))")
                continue
            }
            let (folder, stem) = (String(path[..<slash]), String(path[..<dot]))
            guard let label = ids[folder], fields.count == 1 || Int(fields[1]) == label + 1 else {
                unknown.add("line \(number): \(line)")
                continue
            }
            guard let file = index[stem] else {
                absent.add(path)
                continue
            }
            let name = MediaIndex.name(stem)
            // v_<Class>_g08_c01: the group is everything before the clip's number.
            let group = name.range(of: "_c", options: .backwards).map { String(name[..<$0.lowerBound]) } ?? name
            items.append(VideoItem(id: stem, path: file, labels: [label], group: "\(folder)/\(group)"))
        }
        try bad.throwMalformed(list, expected: "`<Class>/<file>.avi` with the class's number in training lists")
        try unknown.throwUnmatched(list, "line(s) with a class that classInd.txt does not have under that number")
        try absent.throwUnmatched(list, "listed video(s) are not in \(index.root)")
        try ListFile.checkUnique(items.map(\.id), list)
        return items
    }
}
