import Glibc

/// Which implementation computes a convolution: the direct loops, which measured faster at every size, unless forced by `AVTS_CONVOLUTION=blas|direct`.
package enum ConvolutionChoice {
    /// Every implementation, by the name that forces it.
    package static let implementations: [any ConvolutionKernel] = [UnfoldConvolution(), DirectConvolution()]

    private static let forced: (any ConvolutionKernel)? = {
        guard let name = getenv("AVTS_CONVOLUTION").map({ String(cString: $0) }), !name.isEmpty, name != "auto" else {
            return nil
        }
        if let kernel = implementations.first(where: { $0.name == name }) { return kernel }
        let names = implementations.map(\.name).joined(separator: ", ")
        fatalError("AVTS_CONVOLUTION: found \"\(name)\", expected one of: auto, \(names)")
    }()

    /// The implementation for one geometry.
    package static func kernel(for geometry: ConvolutionGeometry) -> any ConvolutionKernel {
        forced ?? implementations[1]
    }

    /// One line for `doctor`: what runs and why.
    package static var summary: String {
        if let forced { return "\(forced.name) (forced by AVTS_CONVOLUTION)" }
        return "direct (loops of our own over registers; AVTS_CONVOLUTION=blas unfolds and multiplies instead)"
    }
}
