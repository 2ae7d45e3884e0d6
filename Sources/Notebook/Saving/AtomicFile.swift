import Foundation

/// Files that are either the old one or the new one, whatever happens in between.
public enum AtomicFile {
    /// Writes beside the place, flushes to the disk and renames.
    public static func write(_ bytes: some Collection<UInt8>, to path: String) throws(OutputError) {
        let temporary = path + ".\(getpid()).part"
        func fail(_ operation: String) -> OutputError {
            let reason = String(cString: strerror(errno))
            unlink(temporary)
            return OutputError(operation: operation, path: path, reason: reason)
        }
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw fail("write") }
        let bytes = Array(bytes)
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Foundation.write(file, buffer.baseAddress! + offset, bytes.count - offset)
            }
            if written < 0 {
                if errno == EINTR { continue }
                let error = fail("write")
                close(file)
                throw error
            }
            offset += written
        }
        guard fsync(file) == 0 || errno == EINVAL else {
            let error = fail("flush")
            close(file)
            throw error
        }
        close(file)
        guard rename(temporary, path) == 0 else { throw fail("put in place") }
    }
}
