import Foundation

/// The sets one can learn synchronisation from, by how they lie on disk: a root, and a training, a validation and a test set of it.
public enum VideoLayout: String, CaseIterable, Sendable {
    /// Any folder of videos: a tenth validates, a fifth tests.
    case folder
    /// Kinetics-400: a twentieth of the training videos validates, the official validation part tests.
    case kinetics400
    /// AudioSet: of the training parts that are there a twentieth validates, the evaluation part tests.
    case audioset
    /// Flickr-SoundNet: a twentieth validates, a tenth tests.
    case flickr
    /// A list of one's own, which is the root: ``MediaList/splits(seed:)``.
    case list

    /// The sets under a root; known to share no file and no group.
    ///
    /// - Parameter seed: decides what validates, and where there is no official test part, what tests.
    /// - Throws: ``DatasetError`` for what is missing, empty or not understood.
    public func splits(root: String, seed: UInt64 = 0) throws -> Splits {
        switch self {
        case .folder: return try VideoFolder(root).videos().split(validation: 0.1, test: 0.2, seed: seed)
        case .flickr: return try FlickrSoundNet(root: root).videos().split(validation: 0.05, test: 0.1, seed: seed)
        case .list: return try MediaList(root).splits(seed: seed)
        case .kinetics400:
            let kinetics = Kinetics400(root: root)
            return try divided(try kinetics.videos(.train), test: try kinetics.videos(.validation), seed)
        case .audioset:
            let set = AudioSet(root: root)
            let parts = [AudioSet.Part.balancedTrain, .unbalancedTrain].filter {
                ListFile.place(root, AudioSet.places("\($0.rawValue)_segments.csv")) != nil
            }
            let train = try (parts.isEmpty ? [.balancedTrain] : parts).map { try set.clips($0) }
            let all = VideoSet(
                name: "AudioSet/train", role: .train, items: train.flatMap(\.items), classes: train[0].classes,
                absent: train.flatMap(\.absent))
            return try divided(all, test: try set.clips(.evaluation), seed)
        }
    }

    private func divided(_ train: VideoSet, test: VideoSet, _ seed: UInt64) throws(DatasetError) -> Splits {
        let parts = try train.split(validation: 0.05, test: 0, seed: seed)
        return try Splits(train: parts.train, validation: parts.validation, test: test.with(role: .test, name: test.name))
    }
}
