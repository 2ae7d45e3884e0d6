import Foundation

/// What cells have printed and nobody has been sent: bytes of whole and half signs, and perhaps the runtime's last words.
struct OutputText {
    private var bytes: [UInt8] = []
    /// Where a line begins that may be the last: it is the error's then, and not the output's.
    private var last: Int?
    private var since = ContinuousClock.now
    private static let fatal = "Fatal error"
    /// How last words begin: of a check, of a cast, of two changes of one variable at once.
    private static let marks = [fatal, "Could not cast value of type", "Simultaneous accesses to"].map { Array($0.utf8) }
    private static let longest = marks.map(\.count).max() ?? 1

    var count: Int { bytes.count }

    /// Text that came by `print`: whoever prints lives.
    mutating func add(_ text: String) {
        last = nil
        bytes += text.utf8
    }

    /// Bytes that came by a descriptor.
    mutating func add(_ more: UnsafeRawBufferPointer) {
        // A mark may have come in two halves.
        let start = max(0, bytes.count - Self.longest + 1)
        bytes += more
        if let place = Self.marks.compactMap({ bytes.lastPlace(of: $0, from: start) }).max() {
            last = bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            since = .now
        }
    }

    /// The runtime's last words, which are no output.
    mutating func takeLastWords() -> String? {
        guard let last else { return nil }
        let words = String(decoding: bytes[last...], as: UTF8.self)
        bytes.removeSubrange(last...)
        self.last = nil
        if let check = words.range(of: Self.fatal) { return String(words[check.upperBound...]) }
        // Where in memory types and variables lie says nothing to anybody.
        return words.replacing(/\ ?\(?0x[0-9a-f]+\)?/, with: "").replacing("accesses to,", with: "accesses to one variable,")
    }

    /// No last words, after all.
    mutating func release() { last = nil }

    /// Takes what is decoded so far; a sign whose bytes are not all there stays behind.
    mutating func take() -> String {
        // Who has lived on for this long after them did not die of them.
        if last != nil, ContinuousClock.now - since > .seconds(1) { last = nil }
        let end = last ?? bytes.wholeCount
        guard end > 0 else { return "" }
        let text = String(decoding: bytes[..<end], as: UTF8.self)
        bytes.removeSubrange(..<end)
        last = last.map { $0 - end }
        return text
    }
}

extension [UInt8] {
    /// Bytes up to the last whole sign of UTF-8.
    fileprivate var wholeCount: Int {
        for back in 1...3 where back <= count {
            let byte = self[count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? count - back : count
        }
        return count
    }

    fileprivate func lastPlace(of mark: [UInt8], from start: Int) -> Int? {
        withUnsafeBytes { all in
            var found: Int?
            var rest = start
            while rest + mark.count <= all.count,
                let hit = memory(all.baseAddress! + rest, all.count - rest, holding: mark, mark.count)
            {
                let place = hit - all.baseAddress!
                found = place
                rest = place + 1
            }
            return found
        }
    }
}

/// The C library's search for bytes, which it keeps for GNU programs.
@_silgen_name("memmem")
private func memory(
    _ bytes: UnsafeRawPointer, _ count: Int, holding mark: UnsafeRawPointer, _ markCount: Int
) -> UnsafeRawPointer?
