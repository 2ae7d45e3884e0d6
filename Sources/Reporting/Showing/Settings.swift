import AVTS
import Work

extension PretrainingData: Showable {
    /// A line a set, then the files that were skipped.
    public func representations() -> [Representation] { [.text(summary)] }
}

extension Configuration: Showable {
    /// The settings as a table.
    public func representations() -> [Representation] {
        let picture = geometry.format.picture
        let rows: [[String]] = [
            [
                "clip",
                "\(geometry.frames) frames of \(geometry.crop ?? picture?.height ?? 0)×\(geometry.crop ?? picture?.width ?? 0), \(geometry.duration) s",
            ],
            ["sound", "\(geometry.rows)×\(geometry.format.sound?.bands ?? 0) log mel energies"],
            [
                "video network",
                "\(video.kind.rawValue.uppercased())\(video.kind == .i3d ? "" : "-\(video.depth)"), width \(video.width)",
            ],
            ["audio network", audioText], ["embedding", "\(embedding)"], ["precision", precision.rawValue],
            ["margin", "\(margin)"],
            ["pairs a step", "\(pairsPerStep), half in sync" + (microBatch.map { ", \($0) at once" } ?? "")],
            ["learning rate", "\(learningRate), \(decay.rawValue), warm-up \(warmUp) steps"],
            ["stages", stages.map { "\($0.negatives), \($0.length)" }.joined(separator: " → ")],
        ]
        return Table("Configuration", columns: ["setting", "value"], rows: rows).representations()
    }

    private var audioText: String {
        switch audio {
        case .paper: "VGG-like, after Chung and Zisserman"
        case .small(let width): "VGG of five 3×3 convolutions, width \(width)"
        }
    }
}
