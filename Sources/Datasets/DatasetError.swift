import Files

/// What can go wrong with a data set, each text naming the path, what was found, and a remedy.
public enum DatasetError: Error, Equatable, Sendable {
    /// There is no such folder or list.
    case missing(path: String, what: String)
    /// A folder holds nothing of the wanted kind.
    case empty(path: String, expected: String)
    /// Writing failed: disk full, no permission, not a folder.
    case writeFailed(path: String, reason: String)
    /// What is still to be written into a folder is more than its disk has left; both in bytes.
    case noRoom(path: String, items: Int, needed: Int, free: Int)
    /// A file that a set or its cache needs cannot be read.
    case readFailed(path: String, reason: String)
    /// Lines of a list cannot be understood; `offenders` are the first five of `count`, with their line numbers.
    case malformed(path: String, expected: String, offenders: [String], count: Int)
    /// Names in a list have no file or no class; `offenders` are the first five of `count`.
    case unmatched(path: String, what: String, offenders: [String], count: Int)
    /// Nothing of a set could be decoded; `offenders` are the first five of `count` files with their reasons.
    case nothingUsable(set: String, offenders: [String], count: Int)
    /// Two sets that must be apart share a video, a file or a group.
    case leak(first: String, second: String, offenders: [String], count: Int)
    /// Something asked of a set is not possible.
    case unsuitable(what: String, found: String, remedy: String)
}

extension DatasetError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path, let what):
            "\(path): no such \(what). Check the path, or fetch the data set first."
        case .empty(let path, let expected):
            "\(path): the folder holds no \(expected). Put files there or name another folder."
        case .writeFailed(let path, let reason):
            "\(path): cannot be written (\(reason)). Free some space, or set AVTS_DATA to a folder that can be written."
        case .noRoom(let path, let items, let needed, let free):
            "\(path): \(items) more files would take about \(gigabytes(needed)), and \(gigabytes(free)) are free. Free some space, set AVTS_DATA to a folder on a larger disk, or decode fewer files, or smaller frames."
        case .readFailed(let path, let reason):
            "\(path): cannot be read (\(reason)). Check its permissions; what this program made itself may be deleted, and is made again."
        case .malformed(let path, let expected, let offenders, let count):
            "\(path): \(count) line(s) cannot be understood, expected \(expected).\(list(offenders, count))"
        case .unmatched(let path, let what, let offenders, let count):
            "\(path): \(count) \(what).\(list(offenders, count)) Fetch what is missing, or use the lists that belong to these files."
        case .nothingUsable(let set, let offenders, let count):
            "\(set): none of the \(count) files can be used.\(list(offenders, count)) See the reasons, or name another folder."
        case .leak(let first, let second, let offenders, let count):
            "\(first) and \(second) share \(count) item(s): their figures would be worthless.\(list(offenders, count)) Split by video or by group."
        case .unsuitable(let what, let found, let remedy):
            "\(what): \(found). \(remedy)"
        }
    }

    private func gigabytes(_ bytes: Int) -> String { "\(Double(bytes / 100_000_000) / 10) GB" }

    private func list(_ offenders: [String], _ count: Int) -> String {
        guard !offenders.isEmpty else { return "" }
        let rest = count > offenders.count ? ", …" : ""
        return " First: " + offenders.map { $0.shortened() }.joined(separator: ", ") + rest + "."
    }

    /// The first five of a list of offenders: enough to see the pattern.
    static func few(_ offenders: [String]) -> [String] { Array(offenders.prefix(5)) }
}
