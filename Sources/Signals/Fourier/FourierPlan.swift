import CFFTW
import Work

/// FFTW's way to transform real signals of one length: made once, run from any thread.
///
/// Even sizes go through a complex transform of half the size: FFTW's own real transforms use narrow SIMD for the last
/// step, and an estimated one of 1024 samples takes twice as long.
final class FourierPlan: @unchecked Sendable {
    /// Samples in, a power of two or any other number.
    let size: Int
    /// Frequencies out: 0, 1/size … 1/2 of the sample rate.
    var bins: Int { size / 2 + 1 }
    private let plan: OpaquePointer
    /// For even sizes: how a complex transform of half the size becomes the spectrum.
    private let split: HalfSpectrum?

    private static let cache = FourierPlans { FourierPlan(size: $0) }

    private init(size: Int) {
        self.size = size
        let workspace = FourierWorkspace(size: size)
        plan = FourierPlanner.make(size) {
            size.isMultiple(of: 2)
                ? fftwf_plan_dft_1d(
                    Int32(size / 2), workspace.samples.complex, workspace.packed.complex, FFTW_FORWARD,
                    FFTW_ESTIMATE | FFTW_PRESERVE_INPUT)
                : fftwf_plan_dft_r2c_1d(
                    Int32(size), workspace.samples, workspace.spectrum.complex, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT)
        }
        split = size.isMultiple(of: 2) ? HalfSpectrum(size: size) : nil
    }

    deinit { FourierPlanner.destroy(plan) }

    /// The plan for a size ≥ 1; the 32 used last are kept.
    static func real(size: Int) -> FourierPlan {
        Failing.unless(size >= 1 && size <= Int(Int32.max), "FourierPlan: found size \(size), expected 1…2³¹ − 1")
        return cache.plan(size: size)
    }

    /// Transforms `workspace.samples` into `workspace.spectrum`, without scaling; the samples stay.
    func run(_ workspace: FourierWorkspace) {
        Failing.unless(workspace.size == size, "FourierPlan: found a workspace of \(workspace.size), expected \(size)")
        if let split {
            fftwf_execute_dft(plan, workspace.samples.complex, workspace.packed.complex)
            split.unpack(workspace.packed, into: workspace.spectrum)
        } else {
            fftwf_execute_dft_r2c(plan, workspace.samples, workspace.spectrum.complex)
        }
    }
}
