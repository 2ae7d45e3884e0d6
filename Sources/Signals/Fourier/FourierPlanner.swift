import CFFTW
import Synchronization

/// Makes and destroys FFTW's plans, one at a time.
///
/// Only `fftwf_execute…` may run concurrently in FFTW; all else happens behind one lock. Plans are chosen by FFTW's
/// estimate and not by timing, so that the same signal gives the same bits on every run.
enum FourierPlanner {
    private static let lock = Mutex(())

    /// FFTW's plans never change once made, so that they may cross threads.
    private struct Handle: @unchecked Sendable { let plan: OpaquePointer? }

    static func make(_ size: Int, _ body: () -> OpaquePointer?) -> OpaquePointer {
        let made = lock.withLock { _ in Handle(plan: body()) }
        guard let plan = made.plan else { fatalError("FFTW has no plan for \(size) samples") }
        return plan
    }

    static func destroy(_ plan: OpaquePointer) {
        let handle = Handle(plan: plan)
        lock.withLock { _ in fftwf_destroy_plan(handle.plan) }
    }
}
