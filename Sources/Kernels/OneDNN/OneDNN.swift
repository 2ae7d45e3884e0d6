import COneDNN

/// The oneDNN library of this machine, loaded when first asked for.
///
/// Immutable after loading, and oneDNN's own functions may be called from any thread.
final class OneDNN: @unchecked Sendable {
    /// `nil` where the library is not installed or does not start.
    static let shared = OneDNN()

    let library: UnsafeMutableRawPointer
    let engine: dnnl_engine_t
    let stream: dnnl_stream_t
    private let setOMPThreads: (@convention(c) (Int32) -> Void)?

    private init?() {
        guard let library = avts_dnnl_open() else { return nil }
        var engine: dnnl_engine_t?
        var stream: dnnl_stream_t?
        guard avts_dnnl_cpu(library, &engine, &stream) == dnnl_success, let engine, let stream else { return nil }
        (self.library, self.engine, self.stream) = (library, engine, stream)
        setOMPThreads = avts_dnnl_thread_setter(library)
    }

    /// Such as "2.6.3".
    var version: String {
        let version = avts_dnnl_version(library).pointee
        return "\(version.major).\(version.minor).\(version.patch)"
    }

    /// Whether the CPU multiplies bf16 numbers itself (AVX-512 BF16 or AMX); elsewhere oneDNN converts, slower than f32.
    var hasNativeBF16: Bool {
        let needed = Int32(dnnl_cpu_isa_avx512_core_bf16.rawValue)
        return avts_dnnl_effective_cpu_isa(library) & needed == needed
    }

    /// Whether the CPU has a unit for matrices of bf16 numbers (AMX).
    var hasAMX: Bool {
        let needed = Int32(dnnl_cpu_isa_avx512_core_amx.rawValue)
        return avts_dnnl_effective_cpu_isa(library) & needed == needed
    }

    /// Has what the calling thread asks next computed on that thread alone: how oneDNN cuts its work among threads of its own is part of
    /// the sums' order, and so of their bits.
    func holdToOneThread() { setOMPThreads?(1) }

    /// `C = alpha · op(A) op(B) + beta · C` of row-major matrices, on the calling thread alone.
    func multiply(
        _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int,
        _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        holdToOneThread()
        func letter(_ transpose: Bool) -> CChar { CChar(UInt8(ascii: transpose ? "T" : "N")) }
        let status = avts_dnnl_sgemm(
            library, letter(transposeA), letter(transposeB), Int64(m), Int64(n), Int64(k), alpha, a, Int64(lda), b,
            Int64(ldb), beta, c, Int64(ldc))
        if status != dnnl_success {
            KernelFailure.report("oneDNN: a product of \(m)×\(n)×\(k) failed, status \(status.rawValue)")
        }
    }
}
