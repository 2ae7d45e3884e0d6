import Glibc

/// What the environment asks of the kernels: `AVTS_CONVOLUTION`, `AVTS_MATRIX`, `AVTS_THREADS`.
package enum EnvironmentSetting {
    /// The value of a variable; `nil` where it is not set, empty or `auto`.
    static func value(_ name: String) -> String? {
        let text = getenv(name).map { String(cString: $0) } ?? ""
        return text.isEmpty || text == "auto" ? nil : text
    }

    /// What is wrong with one of them, in a sentence: for programs to say before they begin. Kernels trap on it.
    package static var complaint: String? {
        Threads.complaint ?? ConvolutionChoice.complaint ?? MatrixChoice.complaint
    }
}
