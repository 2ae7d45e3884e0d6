import Files
import Foundation

/// What an output folder says of itself, in `.avts-nb`: that runs write here, and which names of it they made. Nothing else of the folder is
/// ever written over or removed.
struct OutputMarker: Codable, Equatable {
    static let name = ".avts-nb"

    var avtsnb = 1
    /// Drawn when the folder was first written; the folders of its runs bear it too.
    var id: String
    /// Names in the folder that are the program's; `.` for the folder itself.
    var made: Set<String> = []

    static func new() -> OutputMarker { OutputMarker(id: RunIdentity.random(digits: 16)) }

    /// The marker of a folder; nil where there is none.
    static func of(_ folder: String) -> OutputMarker? {
        guard let bytes = try? RegularFile.contents(folder + "/" + name, limit: 1 << 20),
            let marker = try? JSONDecoder().decode(OutputMarker.self, from: Data(bytes)), marker.avtsnb == 1
        else { return nil }
        return marker
    }

    func write(to folder: OpenFolder) throws(FileError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        var marker = self
        marker.made = made
        try folder.write([UInt8]((try? encoder.encode(marker)) ?? Data()) + [UInt8(ascii: "\n")], to: Self.name)
    }
}

/// How a run is called: `20261128-203105-4f1c`, its beginning in UTC, the last part the fraction of the second. Names sort by time.
enum RunIdentity {
    static func new() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let fraction = String((now.tv_nsec << 16) / 1_000_000_000 + (1 << 16), radix: 16).suffix(4)
        return utc("%Y%m%d-%H%M%S", at: now.tv_sec) + "-" + fraction
    }

    static func random(digits: Int) -> String {
        (0..<digits).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    }

    /// The time now in UTC; without Foundation's formatters, which take longer to load than a small cell to run.
    static func utc(_ format: String, at moment: Int = time(nil)) -> String {
        var now = moment
        var parts = tm()
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 64)
        strftime(&text, text.count, format, &parts)
        return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    /// When a run began, for people: `2026-11-28 20:31:05 UTC`.
    static func words(_ id: String) -> String {
        let digits = id.filter(\.isNumber).map(String.init)
        guard id.count >= 15, digits.count >= 14 else { return id }
        let part = { (range: Range<Int>) in digits[range].joined() }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8)) \(part(8..<10)):\(part(10..<12)):\(part(12..<14)) UTC"
    }
}
