import AVTS
import Script
import Tensors
import Training

extension Scale: ScriptChoice {}
extension Negative: ScriptChoice {}
extension Precision: ScriptChoice {}
extension VideoArchitecture.Kind: ScriptChoice {
    public static var scriptName: String { "VideoKind" }
}
extension NegativeMixture: NativeValue {}
extension Stage: NativeValue, SummarizedValue {
    public var scriptSummary: String { "Stage(\(negatives), \(steps) steps)" }
}

extension Configuration: NativeValue, SummarizedValue, DisplayableValue {
    public var scriptSummary: String { "Configuration(\(stages.count) stages, \(steps) steps)" }

    public func representations() -> [Representation] {
        let picture = geometry.format.picture
        let rows: [[String]] = [
            ["clip", "\(geometry.frames) frames of \(picture?.height ?? 0)×\(picture?.width ?? 0), \(geometry.duration) s"],
            ["sound", "\(geometry.rows)×\(geometry.format.sound?.bands ?? 0) log mel energies"],
            [
                "video network",
                "\(video.kind.rawValue.uppercased())\(video.kind == .i3d ? "" : "-\(video.depth)"), width \(video.width)",
            ],
            ["audio network", audioText], ["embedding", "\(embedding)"], ["precision", precision.rawValue],
            ["margin", "\(margin)"],
            ["pairs a step", "\(pairsPerStep), half in sync"],
            ["learning rate", "\(learningRate), \(decay.rawValue), warm-up \(warmUp) steps"],
            ["stages", stages.map { "\($0.negatives), \($0.steps) steps" }.joined(separator: " → ")],
        ]
        return (try? Table(title: "Configuration", columns: ["setting", "value"], rows: rows))?.representations()
            ?? [.text(scriptSummary)]
    }

    private var audioText: String {
        switch audio {
        case .paper: "VGG-like, after Chung and Zisserman"
        case .small(let width): "VGG of five 3×3 convolutions, width \(width)"
        }
    }
}

extension PretrainedPair: SummarizedValue, NativeValue {
    public var scriptSummary: String { "PretrainedPair \"\(name)\", \(steps) steps, seed \(seed)" }
}

extension CorrespondenceModel: SummarizedValue, NativeValue {
    public var scriptSummary: String { "CorrespondenceModel \"\(name)\", seed \(seed)" }
}

extension FilmSynchronization: SummarizedValue, NativeValue {
    public var scriptSummary: String {
        "FilmSynchronization: sound \(abs(soundDelay)) s \(soundDelay < 0 ? "early" : "late"), confidence \(confidence)"
    }
}
