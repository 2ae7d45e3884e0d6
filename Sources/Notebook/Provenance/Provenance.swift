import Files
import Foundation

/// What a result depends on beside the notebook itself.
public struct Provenance: Codable, Sendable {
    /// The version of avts-nb.
    public var version: String
    /// The revision of the repository the notebook lies in, if it lies in one.
    public var gitRevision: String?
    /// Whether a file of that repository differed from its revision; nil where that is not known.
    public var gitDirty: Bool?
    /// The revision of the sources that the program was built from, where it lies among them.
    public var toolRevision: String?
    /// Whether these differed from the revision, or have changed since the program was built.
    public var toolDirty: Bool?
    /// The libraries that the run has loaded, and their versions.
    public var libraries: [String: String]?
    public var cpu: String
    /// The name of the matrix library's kernel, as it chose it for this CPU.
    public var blasKernel: String?
    public var threads: Int
    public var system: String
    /// The most memory the process has held, in bytes.
    public var peakMemory: Int?

    public init(version: String, gitRevision: String?, cpu: String, blasKernel: String?, threads: Int, system: String) {
        self.version = version
        self.gitRevision = gitRevision
        self.cpu = cpu
        self.blasKernel = blasKernel
        self.threads = threads
        self.system = system
    }

    /// Whether a source of the program is newer than the program.
    public static func isOlder(_ program: String, thanSourcesIn package: String) -> Bool? {
        func changed(_ path: String) -> Int? {
            var status = stat()
            return stat(path, &status) == 0 ? status.nanoseconds : nil
        }
        guard let built = changed(program), let walk = FileManager.default.enumerator(atPath: package + "/Sources") else {
            return nil
        }
        for case let name as String in walk where name.hasSuffix(".swift") {
            if let time = changed(package + "/Sources/" + name), time > built { return true }
        }
        return false
    }

    /// The processor's name, from `/proc/cpuinfo`.
    public static func cpuName() -> String {
        let info = text("/proc/cpuinfo") ?? ""
        for line in info.split(separator: "\n") where line.hasPrefix("model name") {
            return line.drop { $0 != ":" }.dropFirst().trimmed
        }
        return "unknown"
    }

    /// The most memory a process has held so far, in bytes.
    public static func peakMemory(of process: Int32) -> Int? {
        let status = text("/proc/\(process)/status") ?? ""
        for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
        }
        return nil
    }

    /// The commit checked out in the repository that holds a folder, read from its files; nil when there is none.
    public static func gitRevision(of folder: String) -> String? {
        var folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        while true {
            if let revision = head(ofRepository: folder + "/.git") { return revision }
            let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            guard parent != folder else { return nil }
            folder = parent
        }
    }

    /// The text of a small file: where a repository's files lead is not ours to know.
    private static func text(_ path: String) -> String? {
        (try? RegularFile.contents(path, limit: 1 << 26)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func head(ofRepository path: String) -> String? {
        func read(_ path: String) -> String? { text(path)?.trimmed }
        var git = path
        // In a work tree of its own, `.git` is a file that names the real folder.
        if let pointer = read(git), pointer.hasPrefix("gitdir: ") {
            let target = String(pointer.dropFirst(8))
            git = target.hasPrefix("/") ? target : URL(fileURLWithPath: git).deletingLastPathComponent().path + "/" + target
        }
        guard let head = read(git + "/HEAD") else { return nil }
        guard head.hasPrefix("ref: ") else { return head }
        let reference = String(head.dropFirst(5))
        let common = read(git + "/commondir").map { $0.hasPrefix("/") ? $0 : git + "/" + $0 } ?? git
        if let revision = read(git + "/" + reference) ?? read(common + "/" + reference) { return revision }
        for line in (read(common + "/packed-refs") ?? "").split(separator: "\n") where line.hasSuffix(" " + reference) {
            return String(line.prefix { $0 != " " })
        }
        return nil
    }
}
