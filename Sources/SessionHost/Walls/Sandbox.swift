import Files
import Foundation
import SessionProtocol

/// Walls around the process that runs cells, built by the kernel (Landlock): nothing that a cell calls goes through them, and its
/// children stand within them too.
enum Sandbox {
    /// Builds them, for good.
    ///
    /// - Returns: what a person should know, where the kernel has not all that it takes.
    static func enter(_ rules: SandboxRules) -> String? {
        // Without it the kernel grants walls to nobody but root; programs started from here gain no rights by their files' owners.
        _ = systemCall(SystemCall.processControl, 38, 1, 0, 0, 0, 0)  // PR_SET_NO_NEW_PRIVS
        // Foundation wakes its own threads by a pair of sockets of the network's kind, made when the first port is.
        if !rules.allowsNetwork { SocketPort(tcpPort: 0)?.invalidate() }
        let version = Self.version
        let hasTCP = version >= 4
        var words: [String] = []
        if version < 1 {
            words.append("this kernel has no Landlock, so cells may read and write what you may")
        } else if !restrict(rules, version: version) {
            words.append(
                "the kernel refused the sandbox (\(String(cString: strerror(errno)))), so cells may read and write what you may")
        }
        // Landlock knows TCP alone, and that since its fourth version; a filter refuses the network as a whole.
        if !rules.allowsNetwork, !NetworkFilter.install(), version < 1 || !hasTCP {
            words.append("this kernel cannot keep cells from the network")
        }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    /// The version of the kernel's Landlock; 0 without it.
    static var version: Int { max(0, systemCall(SystemCall.createRuleset, 0, 0, 1, 0, 0, 0)) }

    // MARK: - Rights, as in linux/landlock.h

    private static let execute: UInt64 = 1 << 0
    private static let writeFile: UInt64 = 1 << 1
    private static let readFile: UInt64 = 1 << 2
    private static let readFolder: UInt64 = 1 << 3
    private static let truncate: UInt64 = 1 << 14
    private static let deviceControl: UInt64 = 1 << 15
    private static let reading = execute | readFile | readFolder
    /// Rights that mean something for a file; others are refused for one.
    private static let ofFiles = execute | writeFile | readFile | truncate | deviceControl
    private static let allTCP: UInt64 = 0b11

    private static func fileRights(_ version: Int) -> UInt64 {
        switch version {
        case 1: 1 << 13 - 1  // to making symbolic links
        case 2: 1 << 14 - 1  // and moving between folders
        case 3, 4: 1 << 15 - 1  // and truncating
        default: 1 << 16 - 1  // and controlling devices
        }
    }

    private static func restrict(_ rules: SandboxRules, version: Int) -> Bool {
        let all = fileRights(version)
        var handled = (files: all, network: version >= 4 && !rules.allowsNetwork ? allTCP : 0)
        let size = version >= 4 ? 16 : 8
        let ruleset = withUnsafeMutablePointer(to: &handled) {
            systemCall(SystemCall.createRuleset, Int(bitPattern: $0), size, 0, 0, 0, 0)
        }
        guard ruleset >= 0 else { return false }
        defer { close(Int32(ruleset)) }
        for path in needed + rules.readable { allow(path, reading & all, Int32(ruleset)) }
        for path in devices { allow(path, (reading | writeFile | truncate | deviceControl) & all, Int32(ruleset)) }
        for path in rules.writable {
            try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            allow(path, all & ~deviceControl, Int32(ruleset))
        }
        return systemCall(SystemCall.restrictSelf, ruleset, 0, 0, 0, 0, 0) == 0
    }

    /// `O_PATH`, which the C library keeps for GNU programs: a descriptor of the place alone.
    private static let asPath: Int32 = 0o10000000

    /// What is not there needs no rule.
    private static func allow(_ path: String, _ rights: UInt64, _ ruleset: Int32) {
        let file = open(path, Self.asPath | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        var info = stat()
        guard fstat(file, &info) == 0 else { return }
        let isFolder = info.st_mode & S_IFMT == S_IFDIR
        // Twelve bytes, packed: rights, then the descriptor.
        withUnsafeTemporaryAllocation(byteCount: 12, alignment: 8) { rule in
            rule.storeBytes(of: isFolder ? rights : rights & ofFiles, as: UInt64.self)
            rule.storeBytes(of: file, toByteOffset: 8, as: Int32.self)
            _ = systemCall(SystemCall.addRule, Int(ruleset), 1, Int(bitPattern: rule.baseAddress!), 0, 0, 0)
        }
    }

    // MARK: - What any program needs

    private static var needed: [String] {
        // `/proc` as a whole, since the folder of a process is another one each time the kernel makes it anew. Memory and environment
        // of processes outside stay closed: Landlock counts looking into them as tracing, which it does not allow.
        return [
            "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/sys/devices/system", "/sys/fs/cgroup", "/proc",
        ] + Home.fontFolders + loaded
    }

    private static let devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/shm", "/dev/tty"]

    /// Folders of what is loaded: the library's, beside which its data lies, and that of the toolchain, wherever it was installed.
    private static var loaded: [String] {
        let files = Mappings.now().all.map(\.path).filter { $0.hasPrefix("/") && $0.contains(".so") }
        return Set(files.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }).sorted()
    }
}
