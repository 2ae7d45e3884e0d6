import Files
import Foundation

/// Asks git whether the files of a repository are as its checked-out commit has them, while something else goes on.
public final class SourceQuestion {
    private let process: Process?
    private let answer = Pipe()

    /// Begins to ask about the repository that holds a folder.
    ///
    /// A repository's own settings may name programs that git runs; one that has such settings is not asked.
    public init(_ folder: String) {
        guard let repository = Self.repository(above: folder), Self.isPlain(repository), let git = Self.program else {
            process = nil
            return
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: git)
        process.arguments = [
            "-c", "core.fsmonitor=false", "-C", folder, "status", "--porcelain", "--untracked-files=no",
            "--ignore-submodules=all",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["GIT_OPTIONAL_LOCKS": "0"]) { $1 }
        process.standardOutput = answer
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch {
            self.process = nil
            return
        }
        self.process = process
    }

    /// Whether a file differs from the commit; nil where that is not known. A repository so large that git is not done is not waited for.
    public func isDirty(patience: Double = 2) -> Bool? {
        guard let process else { return nil }
        let end = ContinuousClock.now + .seconds(patience)
        let file = answer.fileHandleForReading.fileDescriptor
        var poller = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(max(0, (end - .now).seconds * 1000))
        // The first word is enough, and so is the end without one.
        guard poll(&poller, 1, milliseconds) > 0 else {
            process.terminate()
            return nil
        }
        var byte: UInt8 = 0
        let isDirty = Glibc.read(file, &byte, 1) == 1
        if isDirty { process.terminate() }
        process.waitUntilExit()
        return isDirty ? true : process.terminationStatus == 0 ? false : nil
    }

    private static var program: String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").lazy.map { "\($0)/git" }
            .first { $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func repository(above folder: String) -> String? {
        var folder = URL(fileURLWithPath: folder).standardizedFileURL
        while folder.path != "/" {
            let git = folder.appendingPathComponent(".git").path
            if FileManager.default.fileExists(atPath: git) { return git }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }

    /// Whether a repository's settings name no program that looking at its files would start.
    static func isPlain(_ git: String) -> Bool {
        var config = git + "/config"
        if let pointer = try? RegularFile.contents(git, limit: 1 << 16) {
            // A work tree of its own shares the settings of the main one.
            let words = String(decoding: pointer, as: UTF8.self).trimmed
            guard words.hasPrefix("gitdir: "), let end = words.range(of: "/worktrees/") else { return false }
            config = String(words[words.index(words.startIndex, offsetBy: 8)..<end.lowerBound]) + "/config"
        }
        guard let bytes = try? RegularFile.contents(config, limit: 1 << 20) else { return false }
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return !["filter", "fsmonitor", "include", "external", "textconv", "attributesfile", "hookspath"].contains {
            text.contains($0)
        }
    }
}
