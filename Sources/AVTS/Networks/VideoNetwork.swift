import Layers
import Tensors

/// Builds MC2 and MC3: residual networks whose first groups convolve in time as well as in space (Tran et al. 2018).
///
/// The names and, at depth 18 and width 64, the layers are torchvision's `mc3_18`: `stem`, `layer1` … `layer4`, global average.
/// Time is never strided. Clips `[N, T, H, W, 3]` → features `[N, 8 · width]`.
enum VideoNetwork {
    /// - Throws: `ConfigurationError` for a depth other than 10 and 18, or a width below 1.
    static func build(
        _ architecture: VideoArchitecture, using random: inout RandomStream
    ) throws(ConfigurationError) -> Sequential {
        try architecture.validate()
        if architecture.kind == .i3d {
            return InflatedInception.build(width: architecture.width, stem: architecture.stem, using: &random)
        }
        let blocks = architecture.depth == 18 ? 2 : 1
        var parts: [(name: String, layer: any Layer)] = [("stem", stem(architecture, using: &random))]
        var inputs = architecture.width
        for group in 1...4 {
            let outputs = architecture.width << (group - 1)
            let isSpatiotemporal = group == 1 && architecture.kind == .mc3
            var layers: [any Layer] = []
            for block in 0..<blocks {
                let stride: WindowSize = group > 1 && block == 0 ? [1, 2, 2] : 1
                layers.append(
                    ResidualBlock(
                        inputs, outputs, kernel: [isSpatiotemporal ? 3 : 1, 3, 3], stride: stride, using: &random))
                inputs = outputs
            }
            parts.append(("layer\(group)", Sequential(layers)))
        }
        parts.append(("avgpool", GlobalAveragePool()))
        return Sequential(parts: parts)
    }

    private static func stem(_ architecture: VideoArchitecture, using random: inout RandomStream) -> Sequential {
        let side = architecture.stem == .full ? 7 : 5
        return Sequential([
            Convolution3D(
                3, architecture.width, kernel: [3, side, side], stride: [1, 2, 2], padding: [1, side / 2, side / 2], bias: false,
                using: &random),
            BatchNormalization(architecture.width, activation: .relu),
        ])
    }
}
