import Layers
import Tensors

/// Builds the audio network: filter banks `[N, T, F, 1]` → features `[N, features]`.
enum AudioNetwork {
    /// - Throws: `ConfigurationError` for a width below 1.
    static func build(
        _ architecture: AudioArchitecture, using random: inout RandomStream
    ) throws(ConfigurationError) -> Sequential {
        switch architecture {
        case .paper: return paper(using: &random)
        case .small(let width):
            guard width >= 1 else {
                throw ConfigurationError("audio width", found: "\(width)", expected: "at least 1")
            }
            return small(width, using: &random)
        }
    }

    /// Convolution, batch normalisation, ReLU.
    private static func group(
        _ inputs: Int, _ outputs: Int, kernel: WindowSize, stride: WindowSize = 1, padding: WindowSize,
        using random: inout RandomStream
    ) -> Sequential {
        Sequential([
            Convolution2D(
                inputs, outputs, kernel: kernel, stride: stride, padding: padding, bias: false, using: &random),
            BatchNormalization(outputs, activation: .relu),
        ])
    }

    /// Five 3×3 convolutions; the first pooling halves the bands alone, the next three both axes.
    private static func small(_ w: Int, using random: inout RandomStream) -> Sequential {
        let widths = [w, 2 * w, 4 * w, 4 * w, 8 * w]
        var parts: [(name: String, layer: any Layer)] = []
        var inputs = 1
        for (index, outputs) in widths.enumerated() {
            parts.append(
                ("conv\(index + 1)", group(inputs, outputs, kernel: 3, padding: 1, using: &random)))
            if index < 4 {
                let window: WindowSize = index == 0 ? [1, 2] : [2, 2]
                parts.append(("pool\(index + 1)", MaxPool2D(window, stride: window)))
            }
            inputs = outputs
        }
        parts.append(("average", GlobalAveragePool()))
        return Sequential(parts: parts)
    }

    /// "Out of time" (Chung and Zisserman 2016) on `[T, 40]`, with batch normalisation: 96, 256, 384, 256, 256, then 512. [?]
    ///
    /// Its kernels read bands × time in the source; here time comes first.
    private static func paper(using random: inout RandomStream) -> Sequential {
        var parts: [(name: String, layer: any Layer)] = []
        parts.append(("conv1", group(1, 96, kernel: [7, 5], padding: 2, using: &random)))
        parts.append(("pool1", MaxPool2D([1, 3], stride: [1, 2])))
        parts.append(("conv2", group(96, 256, kernel: 5, stride: [1, 2], padding: 1, using: &random)))
        parts.append(("pool2", MaxPool2D(3, stride: 2, padding: 1)))
        parts.append(("conv3", group(256, 384, kernel: 3, padding: 1, using: &random)))
        parts.append(("conv4", group(384, 256, kernel: 3, padding: 1, using: &random)))
        parts.append(("conv5", group(256, 256, kernel: 3, padding: 1, using: &random)))
        parts.append(("pool5", MaxPool2D(3, stride: 2, padding: 1)))
        parts.append(("fc6", group(256, 512, kernel: [1, 3], padding: 0, using: &random)))
        parts.append(("average", GlobalAveragePool()))
        return Sequential(parts: parts)
    }
}
