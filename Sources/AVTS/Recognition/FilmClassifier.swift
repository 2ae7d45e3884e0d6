import Datasets
import Foundation
import Layers
import Tensors
import Work

/// A video classifier with all that it takes to ask it about any film: names of the classes, how a film is decoded, normalisation.
///
/// ```swift {.noeval reason="needs a fine-tuned classifier"}
/// let judge = FilmClassifier(classifier, of: task)        // after task.fit(classifier, on: 0, …)
/// try judge.save(to: outputPath("mc3.safetensors"))       // torchvision's names and layout
/// try FilmClassifier(from: outputPath("mc3.safetensors")).classify("film.mp4").best.name
/// ```
public struct FilmClassifier {
    /// The network: torchvision's `VideoResNet`, name by name.
    public let network: VideoClassifier
    /// Names of the classes.
    public let classes: [String]
    /// Frames of a clip.
    public let frames: Int
    /// Side of the middle of the frame that is seen (pixels); nil for the whole frame.
    public let crop: Int?
    /// How a film is decoded.
    public let picture: DecodedFormat.Picture
    /// What frames are z-normalised with.
    public let normalization: Normalization
    /// Clips by which a film is judged, spread evenly over it.
    public let clips: Int

    /// What a film was taken for.
    public struct Classification: Sendable {
        /// A class and its probability (0…1).
        public typealias Guess = (name: String, probability: Double)
        /// The classes by falling probability, the mean over the film's clips.
        public let guesses: [Guess]
        /// The most probable class.
        public var best: Guess { guesses[0] }
    }

    /// A classifier as a task trained it.
    ///
    /// A task of sound alone, or of another number of classes, is a broken rule.
    public init(_ network: VideoClassifier, of task: ClassificationTask) {
        guard let frames = task.input.frames, let picture = task.files.format.picture else {
            Failing.with("FilmClassifier: found a task of sound alone, expected one with pictures")
        }
        let (classes, outputs) = (task.classes, network.classifier.bias?.shape[0] ?? 0)
        Failing.unless(
            outputs == classes.count,
            "FilmClassifier: found a network of \(outputs) classes, expected \(classes.count), those of \(task.name)")
        self.init(
            network: network, classes: classes, frames: frames, crop: task.input.crop, picture: picture,
            normalization: task.files.normalization, clips: task.clipsPerFile)
    }

    init(
        network: VideoClassifier, classes: [String], frames: Int, crop: Int?, picture: DecodedFormat.Picture,
        normalization: Normalization, clips: Int
    ) {
        (self.network, self.classes, self.frames, self.crop) = (network, classes, frames, crop)
        (self.picture, self.normalization, self.clips) = (picture, normalization, clips)
    }

    /// Judges a film by the mean probability of its clips.
    ///
    /// - Parameter root: where the decoded film is kept.
    /// - Throws: `DatasetError` for a film that cannot be read or is shorter than a clip.
    public func classify(
        _ film: String, in root: DataFolder = .standard, poll: @escaping PollHandler = Work.poller
    ) throws -> Classification {
        let name = URL(fileURLWithPath: film).lastPathComponent
        let clip = Double(frames) / Double(picture.frameRate)
        let videos = try DecodedVideos(
            VideoSet(name: name, role: .test, items: [VideoItem(id: name, path: film)]),
            format: DecodedFormat(picture: picture, sound: nil), minimumDuration: clip, normalization: normalization, in: root,
            poll: poll)
        let places = videos.spread(clips, over: 0, clip: clip)
        let atOnce = network.clipsAtOnce(clip: [frames, crop ?? picture.height, crop ?? picture.width, 3], sound: nil)
        let parts = try network.evaluating {
            try Embedder.inParts(places, atOnce: atOnce, poll: poll) { part in
                let logits = network(try videos.clips(at: part, frames: frames, crop: crop))
                return logits.softmax(axis: 1)
            }
        }
        let scores = parts.mean(axes: [0]).scalars
        let order = scores.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
        return Classification(guesses: order.map { (classes[$0], Double(scores[$0])) })
    }
}
