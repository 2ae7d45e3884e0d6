import Datasets
import Foundation
import Layers
import Tensors

/// All of a classifier's file that is no weight.
private struct ClassifierSettings: Codable {
    var architecture: VideoArchitecture
    var classes: [String]
    var frames: Int
    var crop: Int?
    var picture: DecodedFormat.Picture
    var normalization: Normalization
    var clips: Int
}

extension FilmClassifier {
    private static let key = "avts.classifier"

    /// Writes the network to a safetensors file in torchvision's names and layout (at `mc3(depth: 18, width: 64)` those of `mc3_18`), and beside
    /// the weights what it takes to ask it about a film.
    ///
    /// - Throws: `SafetensorsError` for a file that cannot be written.
    public func save(to path: String) throws {
        let settings = ClassifierSettings(
            architecture: network.architecture, classes: classes, frames: frames, crop: crop, picture: picture,
            normalization: normalization, clips: clips)
        try network.save(to: path, layout: .torch, metadata: [Self.key: try PairFile.text(of: settings)])
    }

    /// Reads a classifier that ``save(to:)`` wrote.
    ///
    /// - Throws: `SafetensorsError` for a file that is damaged, holds weights of something else, or weights without settings.
    public init(from path: String) throws {
        let (shapes, metadata) = try Safetensors.inspect(path)
        let file = PairFile(path: path, metadata: metadata)
        guard metadata[Self.key] != nil else {
            throw file.error(
                "found weights without a classifier's settings, expected a file that `FilmClassifier.save(to:)` wrote; weights alone are read "
                    + "by a network's `load(from:)`")
        }
        let settings = try file.value(Self.key, ClassifierSettings.self)
        let (picture, normalization) = (settings.picture, settings.normalization)
        guard (1...4096).contains(settings.frames), (1...1000).contains(picture.frameRate), (1...4096).contains(picture.width),
            (1...4096).contains(picture.height), (1...min(picture.width, picture.height)).contains(settings.crop ?? 1),
            (1...10_000).contains(settings.clips),
            (1...256).contains(settings.architecture.width),
            normalization.frameMean.count == 3, normalization.frameDeviation.count == 3,
            (normalization.frameMean + normalization.frameDeviation).allSatisfy(\.isFinite),
            normalization.frameDeviation.allSatisfy({ $0 > 0 })
        else { throw file.error("found settings of clips with which no film can be read") }
        guard !settings.classes.isEmpty, shapes["fc.bias"] == [settings.classes.count] else {
            throw file.error("found \(settings.classes.count) names of classes, expected as many as `fc.bias` has values")
        }
        let network: VideoClassifier
        do { network = try VideoClassifier(settings.architecture, classes: settings.classes.count, seed: 0) } catch {
            throw file.error("the settings cannot be used: \(error)")
        }
        try network.load(from: path)
        self.init(
            network: network, classes: settings.classes, frames: settings.frames, crop: settings.crop, picture: picture,
            normalization: normalization, clips: settings.clips)
    }
}
