import COpenBLAS
import Kernels
import Prelude
import Script

/// What the learning wing gives to sessions: everything a cell may call, and the engine beneath it.
enum Natives {
    static func registry() -> NativeRegistry { Prelude.registry() }

    /// The threads that compute; all cores unless told.
    static var threads: Int {
        get { Threads.count }
        set { Threads.count = min(max(newValue, 1), 256) }
    }

    /// The name of the CPU that OpenBLAS's kernels are made for, as it found it.
    static var blasKernel: String? {
        openblas_get_corename().map { "OpenBLAS \(String(cString: $0))" }
    }
}
