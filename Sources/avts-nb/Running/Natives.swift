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

    /// What is wrong with an environment variable that the engine reads.
    static var complaint: String? { EnvironmentSetting.complaint }

    /// What multiplies matrices, and why.
    static var blasKernel: String? { MatrixChoice.summary }

    /// What convolves, and why.
    static var convolution: String { ConvolutionChoice.summary }
}
