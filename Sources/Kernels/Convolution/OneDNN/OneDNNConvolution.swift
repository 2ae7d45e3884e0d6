import COneDNN
import Synchronization

/// Convolution by oneDNN's generated kernels, on the same channels-last arrays: fastest for wide channels, and the only one in bf16.
package struct OneDNNConvolution: ConvolutionKernel {
    /// What the products are computed in; sums, and the arrays, are 32-bit floats in either case.
    package let precision: Precision
    private let library: OneDNN

    /// `nil` where oneDNN is not installed, or the CPU cannot multiply in `precision` itself.
    package init?(precision: Precision = .float32) {
        guard let library = OneDNN.shared, precision == .float32 || library.hasNativeBF16 else { return nil }
        (self.library, self.precision) = (library, precision)
    }

    package var name: String { precision == .float32 ? "onednn" : "onednn-bf16" }

    package func forward(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>
    ) {
        guard geometry.outputCount > 0 else { return }
        let plan = plan(bias == nil ? .forward : .forwardWithBias, geometry)
        plan.run(.init(mutating: input), .init(mutating: filter), output, bias: bias.map { .init(mutating: $0) })
    }

    package func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        guard geometry.inputCount > 0 else { return }
        plan(.backwardData, geometry).run(inputGradient, .init(mutating: filter), .init(mutating: outputGradient))
    }

    package func backwardWeights(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        filterGradient: UnsafeMutablePointer<Float>
    ) {
        guard geometry.outputCount > 0 else {
            return filterGradient.update(repeating: 0, count: geometry.filterCount)
        }
        plan(.backwardWeights, geometry).run(.init(mutating: input), filterGradient, .init(mutating: outputGradient))
    }

    /// oneDNN's own name of the kernel it picked for a pass, for benchmarks.
    package func kernelName(forward geometry: ConvolutionGeometry) -> String { plan(.forward, geometry).kernelName }

    private struct Key: Hashable {
        let pass: OneDNNConvolutionPlan.Pass
        let geometry: ConvolutionGeometry
        let precision: Precision
    }

    /// Compiled so far: a network has some dozens of geometries.
    private static let plans = Mutex<[Key: OneDNNConvolutionPlan]>([:])

    private func plan(_ pass: OneDNNConvolutionPlan.Pass, _ geometry: ConvolutionGeometry) -> OneDNNConvolutionPlan {
        let key = Key(pass: pass, geometry: geometry, precision: precision)
        if let plan = Self.plans.withLock({ $0[key] }) { return plan }
        guard let plan = OneDNNConvolutionPlan(library, pass, geometry, precision) else {
            fatalError("oneDNN \(library.version) has no kernel for \(pass) of \(geometry); AVTS_CONVOLUTION=direct does without")
        }
        Self.plans.withLock {
            if $0.count >= 512 { $0.removeAll() }
            $0[key] = plan
        }
        return plan
    }
}
