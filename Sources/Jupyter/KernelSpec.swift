import Files
import Foundation
import Notebook

/// The folder by which Jupyter knows a kernel: `kernels/avts-nb/kernel.json`.
package enum KernelSpec {
    /// Where it goes.
    package enum Place: Sendable {
        /// The person's own, `$JUPYTER_DATA_DIR`, or `jupyter` in `$XDG_DATA_HOME` or `~/.local/share`.
        case user
        /// `share/jupyter` beneath it, as in a virtual environment.
        case prefix(String)

        package var folder: String {
            switch self {
            case .prefix(let path): PathText.absolute(path) + "/share/jupyter/kernels/\(NotebookLanguage.kernel)"
            case .user: Self.data + "/kernels/\(NotebookLanguage.kernel)"
            }
        }

        private static var data: String {
            let environment = ProcessInfo.processInfo.environment
            if let own = environment["JUPYTER_DATA_DIR"], !own.isEmpty { return PathText.absolute(own) }
            let share = environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? Home.folder + "/.local/share"
            return share + "/jupyter"
        }
    }

    /// What `kernel.json` says.
    ///
    /// - Parameter program: the path of `avts-nb` from the root on.
    package static func text(program: String) -> String {
        let spec: JSON = [
            "argv": [.string(program), "kernel", "--connection-file", "{connection_file}"],
            "display_name": .string(NotebookLanguage.displayName), "language": "swift", "interrupt_mode": "message",
            "metadata": ["debugger": false],
        ]
        return spec.file
    }

    /// Whether a `kernel.json` is one that was made here, of whichever program.
    package static func isOurs(_ bytes: [UInt8]) -> Bool {
        struct Spec: Decodable { var argv: [String] }
        guard let spec = try? JSONDecoder().decode(Spec.self, from: Data(bytes)), let program = spec.argv.first else {
            return false
        }
        return spec.argv.dropFirst().first == "kernel" && bytes == Array(text(program: program).utf8)
    }
}
