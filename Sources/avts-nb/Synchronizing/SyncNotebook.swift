import Files
import Foundation
import Notebook
import Work

/// The notebook that `avts-nb sync` runs: one cell, whose words are always the same, so that it is compiled once.
enum SyncNotebook {
    private static let source = """
        ---
        avtsnb: 1
        params:
          request: {type: string}
        ---
        ```swift {#sync}
        try answerSyncRequest(params.request)
        ```

        """

    static func document() throws -> Document {
        do { return try Document(parsing: Array(source.utf8), path: "sync") } catch {
            throw Failure(.notANotebook, error.description)
        }
    }

    static func text(of request: SyncRequest) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(request)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Where a film's corrected copy goes: `talk.mp4` beside it as `talk.synced.mp4`.
    static func copy(of film: String, in folder: String?) -> String {
        let place = URL(fileURLWithPath: PathText.absolute(film))
        let stem = place.deletingPathExtension().lastPathComponent
        let name = place.pathExtension.isEmpty ? "\(stem).synced.mkv" : "\(stem).synced.\(place.pathExtension)"
        return (folder.map { PathText.absolute($0) } ?? place.deletingLastPathComponent().path) + "/" + name
    }
}

extension MadeFile {
    /// Says what stands in the way of a film's copy, which carries no line by which it would be known again.
    static func refuseCopy(_ path: String, force: Bool) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.cannotWrite, "cannot write \(path): it is there and no ordinary file; name another folder with -o")
        }
        if !force {
            throw Failure(.cannotWrite, "cannot write \(path): it is there; name another folder with -o, or say --force")
        }
    }
}
