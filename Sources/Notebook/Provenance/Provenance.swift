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
    /// Versions or revisions of the packages that the notebook names and of those that these depend on.
    public var packages: [String: String]?
    public var cpu: String
    /// The name of the matrix library's kernel, as it chose it for this CPU.
    public var blasKernel: String?
    public var threads: Int
    /// Processes among which the run was divided; nil for one by itself.
    public var ranks: Int?
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
    public static func gitRevision(of folder: String) -> String? { Repository.revision(of: folder) }

    /// The text of a small file: where a repository's files lead is not ours to know.
    private static func text(_ path: String) -> String? {
        (try? RegularFile.contents(path, limit: 1 << 26)).map { String(decoding: $0, as: UTF8.self) }
    }
}
