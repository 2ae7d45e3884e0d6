@preconcurrency import CReadline
import Foundation

/// What the terminal says of itself when it is asked for its primary attributes: `ESC [ ? 62 ; 4 c`, where 4 stands for sixels.
package enum DeviceAnswer {
    package static let question = "\u{1B}[c"
    /// Milliseconds in which a terminal that is near has answered.
    private static let patience: Int32 = 150

    /// Tells an answer from what was typed before and behind it; nil where there is no whole one.
    package static func find(in bytes: [UInt8]) -> (attributes: [Int], rest: [UInt8])? {
        for start in bytes.indices where bytes[start...].starts(with: [0x1B, UInt8(ascii: "["), UInt8(ascii: "?")]) {
            let body = bytes[(start + 3)...].prefix {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ";")
            }
            guard body.endIndex < bytes.count, bytes[body.endIndex] == UInt8(ascii: "c") else { continue }
            return (attributes(body), Array(bytes[..<start] + bytes[(body.endIndex + 1)...]))
        }
        return nil
    }

    private static func attributes(_ body: ArraySlice<UInt8>) -> [Int] {
        String(decoding: body, as: UTF8.self).split(separator: ";").compactMap { Int($0) }
    }

    /// Asks the terminal, and waits a little; an answer that comes later is taken by ``install(_:)``.
    ///
    /// - Returns: its attributes, nil where it has not answered; and what was typed meanwhile.
    static func ask() -> (attributes: [Int]?, typed: [UInt8]) {
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { return (nil, []) }
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(0, TCSANOW, &raw)
        defer { tcsetattr(0, TCSANOW, &before) }
        guard write(1, question, question.utf8.count) == question.utf8.count else { return (nil, []) }
        let end = ContinuousClock.now + .milliseconds(Int(patience))
        var bytes: [UInt8] = []
        // readline holds no more than half a thousand keys.
        while bytes.count < 256, ContinuousClock.now < end {
            var files = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
            guard poll(&files, 1, 10) > 0 else { continue }
            var piece = [UInt8](repeating: 0, count: 128)
            let count = read(0, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece[..<count]
            if let found = find(in: bytes) { return (found.attributes, found.rest) }
        }
        return (nil, bytes)
    }

    /// Has readline take a late answer for what it is, and not for something typed.
    static func install(_ heard: @escaping ([Int]) -> Void) {
        hear = heard
        for name in ["emacs-standard", "vi-insert"] {
            if let keys = rl_get_keymap_by_name(name) { rl_bind_keyseq_in_map("\\e[?", takeAnswer, keys) }
        }
    }

    fileprivate static func took(_ bytes: [UInt8]) {
        if bytes.last == UInt8(ascii: "c") { hear(attributes(bytes.dropLast())) }
    }
}

private nonisolated(unsafe) var hear: ([Int]) -> Void = { _ in }

private func takeAnswer(_: Int32, _: Int32) -> Int32 {
    var bytes: [UInt8] = []
    // Up to the letter that ends it, or a key that belongs to no answer.
    while bytes.count < 64 {
        let key = rl_read_key()
        guard (0x20..<0x7F).contains(key) else {
            if key >= 0 { rl_stuff_char(key) }
            break
        }
        bytes.append(UInt8(key))
        if key >= 0x40 { break }
    }
    DeviceAnswer.took(bytes)
    return 0
}
