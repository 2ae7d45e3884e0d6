import Foundation

/// Paths under which no reader finds a file, though each can be opened: a folder, a pipe nobody writes to, and devices that never end.
///
///     for path in HostileFiles(in: folder).paths { XCTAssertThrowsError(try Tensor(npy: path)) }
package struct HostileFiles {
    package let paths: [String]

    package init(in folder: TemporaryDirectory) {
        let (pipe, below) = (folder.path("a pipe"), folder.path("a folder"))
        guard mkfifo(pipe, 0o600) == 0, mkdir(below, 0o700) == 0 else { fatalError("cannot make \(pipe)") }
        let links = ["/dev/zero", "/dev/urandom", "/dev/tty"].map { device in
            let link = folder.path("a link to \(URL(fileURLWithPath: device).lastPathComponent)")
            symlink(device, link)
            return link
        }
        paths = [pipe, below, "/dev/zero", "/dev/urandom"] + links
    }
}

/// What may become of a file on its way: cut short at many lengths, bits changed, pieces exchanged. The same for the same seed.
package struct Mutants: Sequence {
    package let original: [UInt8]
    package let count: Int
    package let seed: UInt64

    package init(of original: [UInt8], count: Int, seed: UInt64 = 1) {
        self.original = original
        self.count = count
        self.seed = seed
    }

    package func makeIterator() -> AnyIterator<[UInt8]> {
        var state = seed
        func next(_ bound: Int) -> Int {
            // SplitMix64 (Steele, Lea, Flood 2014).
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((word ^ (word >> 31)) % UInt64(Swift.max(bound, 1)))
        }
        var left = count
        return AnyIterator {
            guard left > 0 else { return nil }
            left -= 1
            var bytes = original
            for _ in 0...next(4) where !bytes.isEmpty {
                let place = next(bytes.count)
                switch next(4) {
                case 0: bytes[place] ^= 1 << UInt8(next(8))
                case 1: bytes[place] = UInt8(next(256))
                case 2: bytes[place] = Array("-0123456789[]{}(),:\"'\n\0e.".utf8)[next(25)]
                default:
                    let other = next(bytes.count)
                    bytes.replaceSubrange(
                        place..<Swift.min(place + next(12), bytes.count), with: bytes[other...].prefix(next(12)))
                }
            }
            return bytes
        }
    }

    /// The file cut short: at every length of its first `head` bytes, and at some of the rest.
    package static func prefixes(of bytes: [UInt8], head: Int = 400, others: Int = 40) -> [[UInt8]] {
        let lengths = Array(0..<Swift.min(head, bytes.count))
        let rest = bytes.count > head ? (0..<others).map { head + $0 * (bytes.count - head) / others } : []
        return (lengths + rest).map { Array(bytes.prefix($0)) }
    }
}

/// The most memory `body` had beyond what the process had before, in bytes: resident, as the kernel counts its peak.
package func peakMemory(of body: () throws -> Void) rethrows -> Int {
    func field(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0
    }
    // "5" sets the peak back to the present size; where the kernel refuses, the peak is the whole process's, which is never less.
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    let before = field("VmRSS:")
    try body()
    return Swift.max(0, field("VmHWM:") - before) * 1024
}
