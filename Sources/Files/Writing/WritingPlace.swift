import Foundation

/// Where a file is written anew, looked at before anything is done: a link stays and what it names is written, a file keeps its rights, and what
/// is no file is refused, for a rename would put one in its place: a pipe that somebody reads, `/dev/null` itself.
package struct WritingPlace: Sendable {
    /// The file, behind all links.
    package let path: String
    /// The rights of the file that stands there; nothing where none does.
    package let mode: mode_t?

    package init(_ path: String) throws(FileError) {
        let named = PathText.expanded(path)
        var status = stat()
        guard stat(named, &status) == 0 else {
            // Nothing there, or a link to nothing, beside whose target the file is to appear.
            (self.path, mode) = (WritingPlace.target(of: named), nil)
            return
        }
        if let kind = RegularFile.otherKind(status.st_mode) {
            throw FileError(operation: "write", path: named, reason: "it is \(kind), expected a file, or nothing yet")
        }
        guard access(named, W_OK) == 0 else { throw FileError(operation: "write", path: named) }
        (self.path, mode) = (WritingPlace.target(of: named), status.st_mode & 0o777)
    }

    /// What a chain of links leads to.
    private static func target(of path: String) -> String {
        var place = path
        for _ in 0..<40 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: place) else { return place }
            let folder = (place as NSString).deletingLastPathComponent
            place = next.hasPrefix("/") || folder.isEmpty ? next : folder + "/" + next
        }
        return path
    }
}
