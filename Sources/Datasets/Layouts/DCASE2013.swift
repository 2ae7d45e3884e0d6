import Files
import Foundation

/// The scenes of DCASE 2013 (Stowell et al. 2015), which the literature often calls DCASE2014: ten scenes, 30 s binaural WAV files.
///
/// Trains on the public development set (`scenes_stereo`) and tests on the private set released later
/// (`scenes_stereo_testset`). Both hold files of the *same names*, so each stays in its own folder.
public struct DCASE2013: Sendable {
    /// The folder that holds `scenes_stereo` and `scenes_stereo_testset`.
    public let root: String

    /// DCASE 2013 in a folder, which is read when the split is asked for.
    public init(root: String) { self.root = PathText.expanded(root) }

    /// The one official division.
    /// - Throws: ``DatasetError`` for folders that are missing or empty, and names that are not `<scene>NN.wav`.
    public func split() throws(DatasetError) -> OfficialSplit {
        let train = try files(["scenes_stereo"], "development set")
        let test = try files(["scenes_stereo_testset", "scenes_stereo_testset/scenes_stereo_testset"], "test set")
        for (set, name) in [(train, "scenes_stereo"), (test, "scenes_stereo_testset")] {
            try ListFile.checkUnique(set.map { MediaIndex.name($0.path) }, "\(root)/\(name)")
        }
        let classes = Set(train.map(\.scene)).sorted()
        var unknown = Offenders()
        for (path, scene) in test where !classes.contains(scene) { unknown.add(path) }
        try unknown.throwUnmatched(root, "test file(s) of a scene the development set does not have")
        func set(_ role: SplitRole, _ files: [(path: String, scene: String)]) -> VideoSet {
            VideoSet(
                name: "DCASE2013/\(role.rawValue)", role: role,
                items: files.map { file in
                    VideoItem(
                        id: "\(role.rawValue)/\(MediaIndex.name(file.path))", path: file.path,
                        labels: [classes.firstIndex(of: file.scene)!])
                }, classes: classes)
        }
        return try OfficialSplit(train: set(.train, train), test: set(.test, test))
    }

    /// `bus01.wav` … `tubestation10.wav`: the scene is the name without its two digits.
    private func files(_ candidates: [String], _ what: String) throws(DatasetError) -> [(path: String, scene: String)] {
        let folder = try ListFile.folder(root, candidates, what: "folder (\(what))")
        var bad = Offenders()
        var result: [(String, String)] = []
        for path in try VideoFolder.list(folder, where: VideoFolder.soundExtensions.contains) {
            let stem = MediaIndex.name(path).prefix { $0 != "." }
            if stem.count > 2, stem.suffix(2).allSatisfy({ $0.isASCII && $0.isNumber }) {
                result.append(("\(folder)/\(path)", String(stem.dropLast(2))))
            } else {
                bad.add(path)
            }
        }
        try bad.throwMalformed(folder, expected: "files named <scene>NN.wav")
        guard !result.isEmpty else { throw .empty(path: folder, expected: "sounds named <scene>NN.wav") }
        return result
    }
}
