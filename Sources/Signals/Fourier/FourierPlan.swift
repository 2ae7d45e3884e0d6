import CFFTW
import Synchronization

/// FFTW's way to transform real signals of one length: made once, run from any thread.
///
/// Only `fftwf_execute…` may run concurrently in FFTW; making and destroying plans happens behind one lock. Plans are
/// chosen by FFTW's estimate and not by timing, so that the same signal gives the same bits on every run.
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

    /// FFTW's plans never change once made, so that they may cross threads.
    private struct Handle: @unchecked Sendable { let plan: OpaquePointer? }

    private static let planner = Mutex(())
    private static let cache = Mutex<[(plan: FourierPlan, used: Int)]>([])
    private static let cacheLimit = 32
    private static let clock = Atomic<Int>(0)

    private init(size: Int) {
        self.size = size
        let workspace = FourierWorkspace(size: size)
        let made = Self.planner.withLock { _ in
            Handle(
                plan: size.isMultiple(of: 2)
                    ? fftwf_plan_dft_1d(
                        Int32(size / 2), workspace.samples.complex, workspace.packed.complex, FFTW_FORWARD,
                        FFTW_ESTIMATE | FFTW_PRESERVE_INPUT)
                    : fftwf_plan_dft_r2c_1d(
                        Int32(size), workspace.samples, workspace.spectrum.complex,
                        FFTW_ESTIMATE | FFTW_PRESERVE_INPUT))
        }
        guard let plan = made.plan else { fatalError("FFTW has no plan for \(size) samples") }
        self.plan = plan
        split = size.isMultiple(of: 2) ? HalfSpectrum(size: size) : nil
    }

    deinit {
        Self.planner.withLock { _ in fftwf_destroy_plan(plan) }
    }

    /// The plan for a size ≥ 1; the 32 used last are kept.
    static func real(size: Int) -> FourierPlan {
        precondition(size >= 1 && size <= Int(Int32.max), "FourierPlan: found size \(size), expected 1…2³¹ − 1")
        let now = clock.add(1, ordering: .relaxed).newValue
        return cache.withLock { plans in
            if let place = plans.firstIndex(where: { $0.plan.size == size }) {
                plans[place].used = now
                return plans[place].plan
            }
            let plan = FourierPlan(size: size)
            if plans.count >= cacheLimit, let oldest = plans.indices.min(by: { plans[$0].used < plans[$1].used }) {
                plans.remove(at: oldest)  // whoever still runs it holds it
            }
            plans.append((plan, now))
            return plan
        }
    }

    /// Transforms `workspace.samples` into `workspace.spectrum`, without scaling; the samples stay.
    func run(_ workspace: FourierWorkspace) {
        precondition(workspace.size == size, "FourierPlan: found a workspace of \(workspace.size), expected \(size)")
        if let split {
            fftwf_execute_dft(plan, workspace.samples.complex, workspace.packed.complex)
            split.unpack(workspace.packed, into: workspace.spectrum)
        } else {
            fftwf_execute_dft_r2c(plan, workspace.samples, workspace.spectrum.complex)
        }
    }
}
