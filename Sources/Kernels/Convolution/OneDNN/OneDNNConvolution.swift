import COneDNN
import Synchronization
import Work

/// Convolution by oneDNN's generated kernels, on the same channels-last arrays: fastest for wide channels, and the only one in bf16.
///
/// A batch is cut into pieces; each is one of our threads' work, by oneDNN on that thread alone. Pieces stay in a core's cache between
/// a copy and the product, and no second pool of threads spins beside ours.
package struct OneDNNConvolution: ConvolutionKernel {
    /// What the products are computed in; sums are 32-bit floats in either case.
    package let precision: Precision
    private let library: OneDNN

    /// `nil` where oneDNN is not installed, or the CPU cannot multiply in `precision` itself.
    package init?(precision: Precision = .float32) {
        guard let library = OneDNN.shared, precision == .float32 || library.hasNativeBF16 else { return nil }
        (self.library, self.precision) = (library, precision)
    }

    /// Floats of all partial filter gradients together (64 MiB).
    private static let partialCount = 1 << 24

    package var name: String { precision == .float32 ? "onednn" : "onednn-bf16" }

    package func forward(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>
    ) {
        forward(geometry, input: Elements(input), filter: filter, bias: bias, output: MutableElements(output))
    }

    package func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: UnsafePointer<Float>, filter: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        backwardData(
            geometry, outputGradient: Elements(outputGradient), filter: filter, inputGradient: MutableElements(inputGradient))
    }

    package func backwardWeights(
        _ geometry: ConvolutionGeometry, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        filterGradient: UnsafeMutablePointer<Float>
    ) {
        backwardWeights(
            geometry, input: Elements(input), outputGradient: Elements(outputGradient), filterGradient: filterGradient)
    }

    /// The same of arrays kept as any floating-point type.
    func forward(
        _ geometry: ConvolutionGeometry, input: Elements, filter: UnsafePointer<Float>, bias: UnsafePointer<Float>?,
        output: MutableElements
    ) {
        guard geometry.outputCount > 0 else { return }
        let pieces = BatchPieces(geometry, most: 16)
        let types = OneDNNConvolutionPlan.Types(product: precision, source: input.type, target: output.type)
        forEachPlan(bias == nil ? .forward : .forwardWithBias, types, pieces) { plan, range in
            plan.withWeights(.init(mutating: filter)) { weights in
                Threads.parallelBlocks(range.count) { index in
                    let piece = range.lowerBound + index
                    plan.run(
                        .init(reading: input + pieces.inputOffset(piece)), weights, output + pieces.outputOffset(piece),
                        bias: bias.map { .init(mutating: $0) })
                }
            }
        }
    }

    func backwardData(
        _ geometry: ConvolutionGeometry, outputGradient: Elements, filter: UnsafePointer<Float>, inputGradient: MutableElements
    ) {
        guard geometry.inputCount > 0 else { return }
        let pieces = BatchPieces(geometry, most: 16)
        let types = OneDNNConvolutionPlan.Types(product: precision, source: inputGradient.type, target: outputGradient.type)
        forEachPlan(.backwardData, types, pieces) { plan, range in
            plan.withWeights(.init(mutating: filter)) { weights in
                Threads.parallelBlocks(range.count) { index in
                    let piece = range.lowerBound + index
                    plan.run(
                        inputGradient + pieces.inputOffset(piece), weights,
                        .init(reading: outputGradient + pieces.outputOffset(piece)))
                }
            }
        }
    }

    func backwardWeights(
        _ geometry: ConvolutionGeometry, input: Elements, outputGradient: Elements, filterGradient: UnsafeMutablePointer<Float>
    ) {
        guard geometry.outputCount > 0 else {
            return filterGradient.update(repeating: 0, count: geometry.filterCount)
        }
        // Each piece has a sum of its own; few of them, for a filter may be larger than its layer.
        let count = geometry.filterCount
        let pieces = BatchPieces(geometry, most: min(8, Self.partialCount / max(count, 1)))
        let types = OneDNNConvolutionPlan.Types(product: precision, source: input.type, target: outputGradient.type)
        BufferPool.withScratch(pieces.count > 1 ? pieces.count * count : 0) { partial in
            let target = pieces.count > 1 ? partial : filterGradient
            forEachPlan(.backwardWeights, types, pieces) { plan, range in
                Threads.parallelBlocks(range.count) { index in
                    let piece = range.lowerBound + index
                    plan.withWeights(target + piece * count) { weights in
                        plan.run(
                            .init(reading: input + pieces.inputOffset(piece)), weights,
                            .init(reading: outputGradient + pieces.outputOffset(piece)))
                    }
                }
            }
            if pieces.count > 1 { sumPartials(partial, groups: pieces.count, count: count, into: filterGradient) }
        }
    }

    /// Calls `body` with the plan of the whole pieces and their numbers, then with that of the shorter last one, if there is one.
    private func forEachPlan(
        _ pass: OneDNNConvolutionPlan.Pass, _ types: OneDNNConvolutionPlan.Types, _ pieces: BatchPieces,
        _ body: (OneDNNConvolutionPlan, Range<Int>) -> Void
    ) {
        body(plan(pass, types, pieces.geometry(0)), 0..<pieces.wholeCount)
        if pieces.wholeCount < pieces.count {
            let last = pieces.wholeCount
            body(plan(pass, types, pieces.geometry(last)), last..<pieces.count)
        }
    }

    private struct Key: Hashable {
        let pass: OneDNNConvolutionPlan.Pass
        let types: OneDNNConvolutionPlan.Types
        let geometry: ConvolutionGeometry
    }

    /// Compiled so far: a network has some dozens of geometries.
    private static let plans = Mutex<[Key: OneDNNConvolutionPlan]>([:])

    static func forgetPlans() { plans.withLock { $0.removeAll() } }

    private func plan(
        _ pass: OneDNNConvolutionPlan.Pass, _ types: OneDNNConvolutionPlan.Types, _ geometry: ConvolutionGeometry
    ) -> OneDNNConvolutionPlan {
        let key = Key(pass: pass, types: types, geometry: geometry)
        if let plan = Self.plans.withLock({ $0[key] }) { return plan }
        guard let plan = OneDNNConvolutionPlan(library, pass, geometry, types) else {
            Failing.with(
                "oneDNN \(library.version) has no kernel for \(pass) of \(geometry); AVTS_CONVOLUTION=direct does without")
        }
        Self.plans.withLock {
            if $0.count >= 512 { $0.removeAll() }
            $0[key] = plan
        }
        return plan
    }
}
