import Files
import Foundation
import Notebook

/// A file that a command writes where a person said: an export, a program. It ends with a line by which it is known again, so that the
/// next export replaces it, and with the digest of what stands above, so that what a person has changed since is theirs.
enum MadeFile {
    /// How a kind of file says something that is not its content.
    enum Kind {
        case page, swift, program
        /// Its readers look for its end within the last lines.
        case pdf
        /// JSON has no place for words behind it: an entry among its metadata holds the digest.
        case ipynb

        fileprivate func line(_ words: String) -> String {
            switch self {
            case .page: "<!-- \(words) -->\n"
            case .swift: "// \(words)\n"
            case .pdf: "% \(words)\n"
            case .program: "\n\(words)\n"
            case .ipynb: ""
            }
        }
    }

    private static let words = "avts-nb made this; sha256 of what stands above: "

    /// The content with its last line.
    static func sealed(_ content: [UInt8], _ kind: Kind) -> [UInt8] {
        if kind == .ipynb { return JSONSeal.sealed(content) }
        let newline = UInt8(ascii: "\n")
        var bytes = content
        if kind == .program || bytes.last != newline { bytes.append(newline) }
        return bytes + Array(kind.line(words + Digest.of(bytes)).utf8).drop { kind == .program && $0 == newline }
    }

    /// Whether bytes are a file that was made here and is as it was.
    static func isSealed(_ bytes: [UInt8]) -> Bool {
        if JSONSeal.isSealed(bytes) { return true }
        let tail = bytes.suffix(200)
        guard let found = tail.lastRange(of: Array(words.utf8)) else { return false }
        let above = bytes[..<found.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let digest = bytes[found.upperBound...].prefix(64)
        // What stands behind the line was written by somebody else.
        let end = String(decoding: bytes[digest.endIndex...], as: UTF8.self)
        guard end == "\n" || end == " -->\n" else { return false }
        return digest.elementsEqual(Digest.of(Array(bytes[..<above])).utf8)
    }

    /// Writes a file, whole or not at all; never over one that was not made here, or was changed since.
    static func write(_ content: [UInt8], _ kind: Kind, to path: String, force: Bool) throws {
        if let device = try device(path) {
            defer { close(device) }
            return try writing { () throws(FileError) in try OpenFolder.append(content, to: device, path: path) }
        }
        try refuse(path, force: force)
        let place = URL(fileURLWithPath: path)
        try writing { () throws(FileError) in
            let folder = try OpenFolder(place.deletingLastPathComponent().path)
            try folder.write(sealed(content, kind), to: place.lastPathComponent, mode: kind == .program ? 0o755 : 0o644)
        }
    }

    /// Writes a folder of files, under the same rule: it is new, empty, or was made here.
    static func write(_ files: [(path: String, text: String)], to folder: String, force: Bool) throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let hasOurs = files.contains { isOurs("\(folder)/\($0.path)") }
        guard names.isEmpty || hasOurs || force else {
            throw Failure(
                .cannotWrite,
                "cannot write \(folder): it is there, and no export made it; name another folder with -o, or say --force")
        }
        for file in files { try refuse("\(folder)/\(file.path)", force: force) }
        try writing { () throws(FileError) in
            do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
                throw FileError(operation: "make the folder", path: folder)
            }
            let open = try OpenFolder(folder)
            for file in files { try open.write(sealed(Array(file.text.utf8), .swift), to: file.path) }
        }
    }

    /// Says what stands in the way of a file.
    static func refuse(_ path: String, force: Bool) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG where force || isOurs(path): return
        case S_IFREG:
            throw Failure(
                .cannotWrite,
                "cannot write \(path): it is there, and was not made by this command or has been changed since; "
                    + "name another file with -o, or say --force")
        case S_IFLNK: throw Failure(.cannotWrite, "cannot write \(path): it is a link; name the file that it leads to with -o")
        case S_IFDIR: throw Failure(.cannotWrite, "cannot write \(path): it is a folder; name a file with -o")
        default: throw Failure(.cannotWrite, "cannot write \(path): it is no ordinary file; name another with -o")
        }
    }

    private static func isOurs(_ path: String) -> Bool {
        (try? RegularFile.contents(path, limit: 1 << 30)).map(isSealed) ?? false
    }

    /// A device or a pipe is written to, and never replaced; nil for anything else.
    private static func device(_ path: String) throws -> Int32? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        guard path.hasPrefix("/dev/") || path.hasPrefix("/proc/") || kind == S_IFCHR || kind == S_IFBLK || kind == S_IFIFO else {
            return nil
        }
        let file = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw Failure(.cannotWrite, "\(FileError(operation: "write", path: path))") }
        return file
    }

    /// Does something with files; what the disk refuses is said with what to do.
    static func writing(_ body: () throws(FileError) -> Void) throws {
        do throws(FileError) { try body() } catch { throw Failure(.cannotWrite, OutputError(error).description) }
    }
}

extension ArraySlice<UInt8> {
    /// The last place where other bytes stand.
    fileprivate func lastRange(of bytes: [UInt8]) -> Range<Int>? {
        guard count >= bytes.count else { return nil }
        for start in (startIndex...(endIndex - bytes.count)).reversed()
        where self[start..<start + bytes.count].elementsEqual(bytes) {
            return start..<start + bytes.count
        }
        return nil
    }
}
