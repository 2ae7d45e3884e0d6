import Foundation

/// The folder generated sets and decoded clips are kept in.
public struct DataFolder: Sendable, Hashable {
    /// The folder's path.
    public let path: String

    /// A folder of the caller's choice; it is made when first needed.
    public init(_ path: String) { self.path = path }

    /// `$AVTS_DATA`, else `$XDG_CACHE_HOME/avts-nb`, else `~/.cache/avts-nb`.
    public static var standard: DataFolder {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = value("AVTS_DATA") { return DataFolder(path) }
        if let path = value("XDG_CACHE_HOME") { return DataFolder("\(path)/avts-nb") }
        return DataFolder("\(value("HOME") ?? NSHomeDirectory())/.cache/avts-nb")
    }

    /// The path of a folder below, made if need be.
    /// - Throws: ``DatasetError/writeFailed(path:reason:)``.
    func folder(_ name: String) throws(DatasetError) -> String {
        let full = "\(path)/\(name)"
        try DataFolder.make(full)
        return full
    }

    static func make(_ folder: String) throws(DatasetError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch { throw .writeFailed(path: folder, reason: reason(of: error)) }
        guard access(folder, W_OK) == 0 else { throw .writeFailed(path: folder, reason: systemReason()) }
    }

    /// Writes a small file whole or not at all.
    static func write(_ data: Data, to path: String) throws(DatasetError) {
        do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw .writeFailed(path: path, reason: reason(of: error))
        }
    }

    static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        let system = underlying ?? (error as NSError)
        return system.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(system.code))) : "\(error.localizedDescription)"
    }

    static func systemReason() -> String { String(cString: strerror(errno)) }
}
