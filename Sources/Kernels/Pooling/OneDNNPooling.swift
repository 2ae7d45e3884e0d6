import COneDNN
import Synchronization
import Work

/// Pooling by oneDNN on the same channels-last arrays, on the calling thread alone: the second implementation that ours is checked against.
///
/// A window in which an input is NaN has no defined maximum here.
package struct OneDNNPooling: PoolingKernel {
    private let library: OneDNN

    /// `nil` where oneDNN is not installed.
    package init?() {
        guard let library = OneDNN.shared else { return nil }
        self.library = library
    }

    package func maximum(
        _ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>,
        places: UnsafeMutablePointer<Float>
    ) {
        guard geometry.outputCount > 0 else { return }
        let kernel = plan(geometry, dnnl_pooling_max).forward
        kernel.run([
            kernel.argument(OneDNNPlace.source, dnnl_query_src_md, input),
            kernel.argument(OneDNNPlace.target, dnnl_query_dst_md, output),
            kernel.argument(OneDNNPlace.workspace, dnnl_query_workspace_md, places),
        ])
    }

    package func maximumGradient(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, places: UnsafePointer<Float>,
        inputGradient: UnsafeMutablePointer<Float>
    ) {
        guard geometry.inputCount > 0 else { return }
        let kernel = plan(geometry, dnnl_pooling_max).backward
        kernel.run([
            kernel.argument(OneDNNPlace.targetGradient, dnnl_query_diff_dst_md, outputGradient),
            kernel.argument(OneDNNPlace.sourceGradient, dnnl_query_diff_src_md, inputGradient),
            kernel.argument(OneDNNPlace.workspace, dnnl_query_workspace_md, places),
        ])
    }

    package func average(_ geometry: PoolingGeometry, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
        guard geometry.outputCount > 0 else { return }
        let kernel = plan(geometry, dnnl_pooling_avg_include_padding).forward
        kernel.run([
            kernel.argument(OneDNNPlace.source, dnnl_query_src_md, input),
            kernel.argument(OneDNNPlace.target, dnnl_query_dst_md, output),
        ])
    }

    package func averageGradient(
        _ geometry: PoolingGeometry, outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>
    ) {
        guard geometry.inputCount > 0 else { return }
        let kernel = plan(geometry, dnnl_pooling_avg_include_padding).backward
        kernel.run([
            kernel.argument(OneDNNPlace.targetGradient, dnnl_query_diff_dst_md, outputGradient),
            kernel.argument(OneDNNPlace.sourceGradient, dnnl_query_diff_src_md, inputGradient),
        ])
    }

    private struct Plan {
        let forward: OneDNNPrimitive
        let backward: OneDNNPrimitive
    }

    private struct Key: Hashable {
        let geometry: PoolingGeometry
        let algorithm: UInt32
    }

    private static let plans = Mutex<[Key: Plan]>([:])

    static func forgetPlans() { plans.withLock { $0.removeAll() } }

    private func plan(_ geometry: PoolingGeometry, _ algorithm: dnnl_alg_kind_t) -> Plan {
        let key = Key(geometry: geometry, algorithm: algorithm.rawValue)
        if let plan = Self.plans.withLock({ $0[key] }) { return plan }
        // Not under the lock: what fails never comes back to open it.
        let plan = compile(geometry, algorithm)
        Self.plans.withLock { plans in
            if plans.count >= 512 { plans.removeAll() }
            plans[key] = plan
        }
        return plan
    }

    private func compile(_ g: PoolingGeometry, _ algorithm: dnnl_alg_kind_t) -> Plan {
        // What has no time is a picture to oneDNN.
        let isFlat = g.input.time == 1 && g.kernel.time == 1 && g.padding.time == 0
        func axes(_ extent: Extent) -> [Int] { (isFlat ? [] : [extent.time]) + [extent.height, extent.width] }
        let layout = isFlat ? dnnl_nhwc : dnnl_ndhwc
        let source = OneDNNDescriptor(library, [g.batch, g.channels] + axes(g.input), dnnl_f32, layout)
        let target = OneDNNDescriptor(library, [g.batch, g.channels] + axes(g.output), dnnl_f32, layout)
        let (strides, kernel) = (axes(g.stride).map(Int64.init), axes(g.kernel).map(Int64.init))
        let padding = axes(g.padding).map(Int64.init)
        func primitive(_ backward: Bool, _ hint: dnnl_primitive_desc_t?) -> OneDNNPrimitive {
            let found = OneDNNPrimitive(library) {
                avts_dnnl_pooling(
                    library.library, &$0, library.engine, backward ? 1 : 0, algorithm, source.raw, target.raw, strides, kernel,
                    padding, padding, hint)
            }
            guard let found else { Failing.with("oneDNN \(library.version) has no kernel for the pooling \(g)") }
            return found
        }
        let forward = primitive(false, nil)
        Failing.unless(
            algorithm != dnnl_pooling_max || forward.bytes(of: dnnl_query_workspace_md) <= 4 * g.outputCount,
            "oneDNN \(library.version) keeps more than four bytes for each maximum")
        return Plan(forward: forward, backward: primitive(true, forward.descriptor))
    }
}
