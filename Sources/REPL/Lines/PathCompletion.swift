import Files
import Foundation

/// Names of files that a path may go on with.
enum PathCompletion {
    /// The paths that begin as `typed` does, those of folders with a slash at their ends.
    static func candidates(_ typed: String) -> [String] {
        let folder = typed.lastIndex(of: "/").map { String(typed[...$0]) } ?? ""
        let beginning = typed.dropFirst(folder.count)
        let place = folder.isEmpty ? "." : PathText.expanded(folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.filter { name in
            // Hidden ones are wanted by who types their point.
            name.hasPrefix(beginning) && (!beginning.isEmpty || !name.hasPrefix("."))
        }.sorted().map { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: place + "/" + name, isDirectory: &isFolder)
            return folder + name + (isFolder.boolValue ? "/" : "")
        }
    }

    /// The same within a string of Swift, whose signs stand for others.
    static func quotedCandidates(_ typed: String) -> [String] {
        candidates(typed.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")).map {
            $0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        }
    }
}
