import Files
import Foundation

/// What a client tells a kernel: where its five sockets are to be, and the key of its messages.
package struct ConnectionFile: Decodable, Sendable {
    package let transport: String
    package let ip: String
    package let key: String
    package let scheme: String?
    let shell: Int
    let control: Int
    let iopub: Int
    let stdin: Int
    let heartbeat: Int

    private enum CodingKeys: String, CodingKey {
        case transport, ip, key
        case scheme = "signature_scheme"
        case shell = "shell_port"
        case control = "control_port"
        case iopub = "iopub_port"
        case stdin = "stdin_port"
        case heartbeat = "hb_port"
    }

    /// Reads the file.
    ///
    /// - Throws: ``KernelError`` with what was found and what was expected.
    package init(path: String) throws(KernelError) {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try RegularFile.contents(path, limit: 1 << 20) } catch {
            throw KernelError("\(error)", isMissing: true)
        }
        do { self = try JSONDecoder().decode(ConnectionFile.self, from: Data(bytes)) } catch {
            throw KernelError("\(path): found no connection file of Jupyter's (\(Self.words(error)))")
        }
        guard transport == "tcp" || transport == "ipc" else {
            throw KernelError("\(path): found the transport `\(transport.shortened())`, expected tcp or ipc")
        }
        guard scheme ?? "hmac-sha256" == "hmac-sha256" || key.isEmpty else {
            throw KernelError("\(path): found the signatures `\((scheme ?? "").shortened())`, expected hmac-sha256")
        }
        for port in [shell, control, iopub, stdin, heartbeat] where !(1...65535).contains(port) {
            throw KernelError("\(path): found the port \(port), expected one from 1 to 65535")
        }
    }

    /// Where a socket is bound.
    func address(_ port: Int) -> String { transport == "ipc" ? "ipc://\(ip)-\(port)" : "tcp://\(ip):\(port)" }

    private static func words(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "there is no `\(key.stringValue)`"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` is of another type"
        default: "it is no JSON"
        }
    }
}

/// Why a kernel cannot begin.
package struct KernelError: Error, CustomStringConvertible {
    package let description: String
    /// A file or a library is not there.
    package let isMissing: Bool

    package init(_ description: String, isMissing: Bool = false) {
        self.description = description
        self.isMissing = isMissing
    }
}
