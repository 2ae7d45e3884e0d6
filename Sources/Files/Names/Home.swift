import Foundation

/// A person's own folders. `HOME` decides at each call, and the system's list of users only where it is not set: the one place that
/// asks.
package enum Home {
    package static var folder: String { value("HOME") ?? NSHomeDirectory() }
    /// `$XDG_CACHE_HOME`, or `~/.cache`.
    package static var cache: String { value("XDG_CACHE_HOME") ?? folder + "/.cache" }
    /// `$XDG_STATE_HOME`, or `~/.local/state`.
    package static var state: String { value("XDG_STATE_HOME") ?? folder + "/.local/state" }
    /// Where the library keeps generated sets, decoded clips and trainings: `$AVTS_DATA`, else `avts-nb` in the cache.
    package static var data: String { value("AVTS_DATA") ?? cache + "/avts-nb" }
    /// Where fonts of a person's own lie, and what fontconfig keeps of them.
    package static var fontFolders: [String] {
        [".fonts", ".local/share/fonts", ".config/fontconfig", ".cache/fontconfig"].map { folder + "/" + $0 }
    }

    /// An environment variable that says something.
    private static func value(_ name: String) -> String? {
        guard let text = getenv(name), text.pointee != 0 else { return nil }
        return String(cString: text)
    }
}

/// How a path is meant that a person wrote: the one place that settles it, for every reader and writer.
package enum PathText {
    /// The path with the person's own folder for `~`.
    package static func expanded(_ path: String) -> String {
        guard path.utf8.first == UInt8(ascii: "~") else { return path }
        let rest = path.dropFirst()
        return rest.isEmpty || rest.utf8.first == UInt8(ascii: "/") ? Home.folder + rest : path
    }

    /// The path from the root on.
    ///
    /// - Parameter folder: what a relative one begins at; the process's own folder unless said.
    package static func absolute(_ path: String, from folder: String? = nil) -> String {
        let path = expanded(path)
        if path.utf8.first == UInt8(ascii: "/") { return path }
        let base = folder ?? FileManager.default.currentDirectoryPath
        return path.isEmpty || path == "." ? base : (base.hasSuffix("/") ? base : base + "/") + path
    }

    /// The one path of a file, whatever links lead to it; the path from the root on where there is no file.
    package static func real(_ path: String) -> String {
        let path = absolute(path)
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }

    /// The folder that a file lies in, from the root on.
    package static func folder(of file: String) -> String {
        let path = absolute(file)
        let end = path.lastIndex(of: "/") ?? path.startIndex
        return end == path.startIndex ? "/" : String(path[..<end])
    }
}
