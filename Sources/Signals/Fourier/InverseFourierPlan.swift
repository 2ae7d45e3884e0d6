import CFFTW
import Work

/// FFTW's way from half a spectrum back to a real signal: made once, run from any thread.
final class InverseFourierPlan: @unchecked Sendable {
    /// Samples out.
    let size: Int
    private let plan: OpaquePointer

    private static let cache = FourierPlans { InverseFourierPlan(size: $0) }

    private init(size: Int) {
        self.size = size
        let workspace = FourierWorkspace(size: size)
        plan = FourierPlanner.make(size) {
            fftwf_plan_dft_c2r_1d(Int32(size), workspace.spectrum.complex, workspace.samples, FFTW_ESTIMATE)
        }
    }

    deinit { FourierPlanner.destroy(plan) }

    /// The plan for a size ≥ 1.
    static func real(size: Int) -> InverseFourierPlan { cache.plan(size: size) }

    /// Transforms `workspace.spectrum`, which is lost, into `workspace.samples`: `size` times the signal.
    ///
    /// Imaginary parts of the first bin and, where the size is even, of the last one do not count.
    func run(_ workspace: FourierWorkspace) {
        Failing.unless(
            workspace.size == size, "InverseFourierPlan: found a workspace of \(workspace.size), expected \(size)")
        fftwf_execute_dft_c2r(plan, workspace.spectrum.complex, workspace.samples)
    }
}
