import Datasets
import Foundation
import Layers
import Tensors
import Training

// A pair as a file: weights in PyTorch's names and layout, and beside them all that is needed to show a film to them.

extension PretrainedPair {
    /// Writes both networks to a safetensors file, in PyTorch's names and layout, with what it takes to use them: settings (clips, filter bank,
    /// architectures), normalisation, stages, seed and name. The history of the training is not kept.
    ///
    /// ```swift {.noeval reason="needs a trained pair"}
    /// try pair.save(to: outputPath("pair.safetensors"))
    /// let again = try PretrainedPair(from: outputPath("pair.safetensors"))    // in another notebook, too
    /// ```
    /// - Throws: `SafetensorsError` for a file that cannot be written.
    public func save(to path: String) throws {
        try network.save(
            to: path, layout: .torch,
            metadata: [
                PairFile.version: "1", PairFile.name: name, PairFile.seed: "\(seed)",
                PairFile.settings: try PairFile.text(of: configuration), PairFile.stages: try PairFile.text(of: stages),
                PairFile.normalization: try PairFile.text(of: normalization),
            ])
    }

    /// Reads a pair that ``save(to:)`` wrote; it hears and sees as the saved one does, bit for bit. Its ``history`` is empty.
    ///
    /// - Throws: `SafetensorsError` for a file that is damaged, holds weights of something else, or weights without settings.
    public convenience init(from path: String) throws {
        let metadata = try Safetensors.inspect(path).metadata
        let file = PairFile(path: path, metadata: metadata)
        guard let version = metadata[PairFile.version] else {
            throw file.error(
                "found weights without the settings of a pair, expected a file that `pair.save(to:)` wrote; weights alone are read by a "
                    + "network's `load(from:)`")
        }
        guard version == "1" else {
            throw file.error(
                "found version \(version.prefix(20)) of a pair's file, expected 1; it was written by a later avts-nb")
        }
        let configuration = try file.value(PairFile.settings, Configuration.self, defaults: Configuration())
        let normalization = try file.value(PairFile.normalization, Normalization.self)
        let stages = try file.value(PairFile.stages, [Stage].self)
        guard stages.allSatisfy({ ($0.count ?? -1) >= 0 && ($0.epochs ?? 0) >= 0 }) else {
            throw file.error(
                "\(PairFile.stages) has a stage without a number of steps, expected those that the pair went through")
        }
        guard let seed = metadata[PairFile.seed].flatMap({ UInt64($0) }) else {
            throw file.error("found no seed, expected a whole number")
        }
        try file.check(configuration, normalization)
        let network: TwoStreamNetwork
        do {
            for stage in stages { try stage.validate() }
            network = try TwoStreamNetwork(configuration, seed: seed)
        } catch { throw file.error("the settings cannot be used: \(error)") }
        try network.load(from: path)
        self.init(
            name: metadata[PairFile.name] ?? PretrainedPair.name(of: stages), network: network, configuration: configuration,
            normalization: normalization, stages: stages, seed: seed, history: History())
    }
}

/// The names under which a pair's file keeps what is no weight, and what may stand there.
struct PairFile {
    static let version = "avts.pair"
    static let name = "avts.name"
    static let seed = "avts.seed"
    static let settings = "avts.settings"
    static let stages = "avts.stages"
    static let normalization = "avts.normalization"

    let path: String
    let metadata: [String: String]

    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    func error(_ problem: String) -> SafetensorsError { SafetensorsError(path, .contents(problem)) }

    /// What stands under a key; settings that it does not name, because they came later than the file, are taken from `defaults`.
    func value<Value: Codable>(
        _ key: String, _ type: Value.Type, defaults: Value? = nil
    ) throws(SafetensorsError) -> Value {
        guard let text = metadata[key] else { throw error("found no \(key), expected the JSON that `pair.save(to:)` writes") }
        do {
            return try LaterSettings.decode(type, from: Data(text.utf8), defaults: defaults)
        } catch DecodingError.keyNotFound(let missing, let context) {
            let place = (context.codingPath + [missing]).map(\.stringValue).joined(separator: ".")
            throw error("\(key) does not say \(place), expected the JSON that `pair.save(to:)` writes")
        } catch {
            throw self.error("\(key) cannot be understood, expected the JSON that `pair.save(to:)` writes")
        }
    }

    /// Refuses settings with which no film can be read, or a network of which this file holds no weights, before memory is taken for them.
    func check(_ configuration: Configuration, _ normalization: Normalization) throws(SafetensorsError) {
        let geometry = configuration.geometry
        guard let picture = geometry.format.picture, let sound = geometry.format.sound else {
            throw error("found clips without picture or sound, expected both")
        }
        let counts: [(String, Int, ClosedRange<Int>)] = [
            ("frames", geometry.frames, 1...4096), ("frames a second", picture.frameRate, 1...1000),
            ("width", picture.width, 1...4096),
            ("height", picture.height, 1...4096), ("sample rate", sound.sampleRate, 1000...768_000),
            ("hop", sound.hop, 1...768_000), ("window", sound.window, sound.hop...max(sound.hop, sound.fftSize)),
            ("FFT", sound.fftSize, 1...1 << 20), ("bands", sound.bands, 1...4096),
            ("crop", geometry.crop ?? 1, 1...4096),
            ("channels", configuration.video.width, 1...256), ("embedding", configuration.embedding, 1...65_536),
        ]
        if let (what, found, expected) = counts.first(where: { !$0.2.contains($0.1) }) {
            throw error("found \(what) of \(found), expected \(expected.lowerBound)…\(expected.upperBound)")
        }
        if case .small(let width) = configuration.audio, !(1...256).contains(width) {
            throw error("found audio channels of \(width), expected 1…256")
        }
        guard geometry.crop ?? 1 <= min(picture.width, picture.height) else {
            throw error("found a crop of \(geometry.crop ?? 0), expected at most \(picture.width)×\(picture.height)")
        }
        guard geometry.grid.isFinite, (0...3600).contains(geometry.grid) else {
            throw error("found a grid of \(geometry.grid) s, expected 0…3600 s")
        }
        let values = normalization.frameMean + normalization.bankMean
        let deviations = normalization.frameDeviation + normalization.bankDeviation
        guard normalization.frameMean.count == 3, normalization.frameDeviation.count == 3,
            normalization.bankMean.count == sound.bands, normalization.bankDeviation.count == sound.bands,
            values.allSatisfy(\.isFinite), deviations.allSatisfy({ $0.isFinite && $0 > 0 })
        else {
            throw error(
                "found a normalisation of other sizes or values, expected 3 channels, \(sound.bands) bands and deviations above 0"
            )
        }
        do throws(ConfigurationError) {
            try configuration.validate()
            try configuration.video.validate()
        } catch { throw self.error("the settings cannot be used: \(error)") }
        do { _ = try geometry.startGrid() } catch { throw self.error("the settings cannot be used: \(error)") }
    }
}
