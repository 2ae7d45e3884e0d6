import COneDNN
import Synchronization
import Work

/// Batch normalisation by the batch's own statistics, by oneDNN, on rows `[rows, channels]`: the second implementation that ours is
/// checked against. It cannot add a residual in the same pass, and
/// computes on the calling thread alone: how threads of its own shared the rows would be part of the statistics' bits.
package struct OneDNNNormalization: Sendable {
    private let library: OneDNN

    /// `nil` where oneDNN is not installed.
    package init?() {
        guard let library = OneDNN.shared else { return nil }
        self.library = library
    }

    /// What `AVTS_CONVOLUTION=onednn` has normalise; `nil` for our own passes, which are faster nearly everywhere.
    package static let chosen: OneDNNNormalization? = ConvolutionChoice.isOneDNNForced ? OneDNNNormalization() : nil

    /// Floats that `forward` writes into `workspace` for `backward`.
    package func workspaceCount(rows: Int, channels: Int, epsilon: Float, relu: Bool) -> Int {
        relu ? (plan(rows, channels, epsilon, relu).forward.bytes(of: dnnl_query_workspace_md) + 3) / 4 : 0
    }

    /// Writes `y = [relu](γ (x − μ) / √(σ² + ε) + β)`, the mean and the biased variance of each channel.
    package func forward(
        rows: Int, channels: Int, input: UnsafePointer<Float>, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
        epsilon: Float, relu: Bool, output: UnsafeMutablePointer<Float>, mean: UnsafeMutablePointer<Float>,
        variance: UnsafeMutablePointer<Float>, workspace: UnsafeMutablePointer<Float>
    ) {
        let plan = plan(rows, channels, epsilon, relu)
        let kernel = plan.forward
        kernel.run(
            [
                plan.rows(OneDNNPlace.source, input), plan.rows(OneDNNPlace.target, output),
                plan.channels(OneDNNPlace.mean, mean), plan.channels(OneDNNPlace.variance, variance),
                plan.channels(OneDNNPlace.scale, scale), plan.channels(OneDNNPlace.shift, shift),
            ] + (relu ? [kernel.argument(OneDNNPlace.workspace, dnnl_query_workspace_md, workspace)] : []))
    }

    /// Writes the derivatives by input, scale and shift.
    package func backward(
        rows: Int, channels: Int, input: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
        scale: UnsafePointer<Float>, shift: UnsafePointer<Float>, epsilon: Float, relu: Bool, mean: UnsafePointer<Float>,
        variance: UnsafePointer<Float>, workspace: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>,
        scaleGradient: UnsafeMutablePointer<Float>, shiftGradient: UnsafeMutablePointer<Float>
    ) {
        let plan = plan(rows, channels, epsilon, relu)
        let kernel = plan.backward
        kernel.run(
            [
                plan.rows(OneDNNPlace.source, input), plan.rows(OneDNNPlace.targetGradient, outputGradient),
                plan.rows(OneDNNPlace.sourceGradient, inputGradient), plan.channels(OneDNNPlace.mean, mean),
                plan.channels(OneDNNPlace.variance, variance), plan.channels(OneDNNPlace.scale, scale),
                plan.channels(OneDNNPlace.shift, shift), plan.channels(OneDNNPlace.scaleGradient, scaleGradient),
                plan.channels(OneDNNPlace.shiftGradient, shiftGradient),
            ] + (relu ? [kernel.argument(OneDNNPlace.workspace, dnnl_query_workspace_md, workspace)] : []))
    }

    private struct Key: Hashable {
        let rows, channels: Int
        let epsilon: Float
        let relu: Bool
    }

    private static let plans = Mutex<[Key: OneDNNNormalizationPlan]>([:])

    static func forgetPlans() { plans.withLock { $0.removeAll() } }

    private func plan(_ rows: Int, _ channels: Int, _ epsilon: Float, _ relu: Bool) -> OneDNNNormalizationPlan {
        let key = Key(rows: rows, channels: channels, epsilon: epsilon, relu: relu)
        if let plan = Self.plans.withLock({ $0[key] }) { return plan }
        // Not under the lock: what fails never comes back to open it.
        let plan = OneDNNNormalizationPlan(library, rows: rows, channels: channels, epsilon: epsilon, relu: relu)
        Self.plans.withLock { plans in
            if plans.count >= 512 { plans.removeAll() }
            plans[key] = plan
        }
        return plan
    }
}

/// Both passes of one normalisation, compiled.
private final class OneDNNNormalizationPlan: @unchecked Sendable {
    let forward: OneDNNPrimitive
    let backward: OneDNNPrimitive
    private let data: OneDNNDescriptor
    private let values: OneDNNDescriptor

    init(_ library: OneDNN, rows: Int, channels: Int, epsilon: Float, relu: Bool) {
        // The rows as the height of one picture.
        let data = OneDNNDescriptor(library, [1, channels, rows, 1], dnnl_f32, dnnl_nhwc)
        func primitive(_ backward: Bool, _ hint: dnnl_primitive_desc_t?) -> OneDNNPrimitive {
            let found = OneDNNPrimitive(library) {
                avts_dnnl_batch_normalization(
                    library.library, &$0, library.engine, backward ? 1 : 0, data.raw, epsilon, relu ? 1 : 0, hint)
            }
            guard let found else {
                Failing.with("oneDNN \(library.version) has no kernel for normalising \(rows) rows of \(channels) channels")
            }
            return found
        }
        forward = primitive(false, nil)
        backward = primitive(true, forward.descriptor)
        self.data = data
        values = OneDNNDescriptor(library, [channels], dnnl_f32, dnnl_x)
    }

    func rows(_ place: Int32, _ floats: UnsafePointer<Float>) -> OneDNNPrimitive.Argument {
        .init(place: place, descriptor: data.raw, bytes: UnsafeMutableRawPointer(mutating: floats))
    }

    func channels(_ place: Int32, _ floats: UnsafePointer<Float>) -> OneDNNPrimitive.Argument {
        .init(place: place, descriptor: values.raw, bytes: UnsafeMutableRawPointer(mutating: floats))
    }
}
