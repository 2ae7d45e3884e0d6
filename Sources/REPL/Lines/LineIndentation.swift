@preconcurrency import CReadline
import CellCompiler
import Foundation

/// Indents what is typed within open brackets: four blanks a level, put there before the first key and taken back by a closing bracket.
enum LineIndentation {
    static let width = 4

    /// Takes the keys that are about indentation, where nothing else is set for them.
    static func install() {
        rl_startup_hook = beginLine
        for name in ["emacs-standard", "vi-insert"] {
            guard let keys = rl_get_keymap_by_name(name) else { continue }
            for key in ")]}".utf8 where isBound(key, in: keys, to: [rl_insert, rl_insert_close]) {
                rl_bind_key_in_map(Int32(key), closeBracket, keys)
            }
            rl_bind_keyseq_in_map("\\e[200~", insertPaste, keys)
        }
    }

    /// Takes the keys that readline binds anew to what the terminal calls them, each time that it takes the terminal.
    fileprivate static func takeTerminalKeys() {
        for name in ["emacs-standard", "vi-insert"] {
            guard let keys = rl_get_keymap_by_name(name) else { continue }
            for key in [UInt8(8), 127] where isBound(key, in: keys, to: [rl_rubout]) {
                rl_bind_key_in_map(Int32(key), takeBack, keys)
            }
            if isBound(4, in: keys, to: [rl_delete]) { rl_bind_key_in_map(4, deleteOrEnd, keys) }
        }
    }

    /// - Parameter brackets: of the lines before the one that is read next, nil for an entry's first.
    static func begin(_ brackets: OpenBrackets?) {
        earlier = brackets
        automatic = ""
    }

    /// A line as it is entered: without blanks that nobody typed.
    static func entered(_ line: String) -> String { !automatic.isEmpty && line == automatic ? "" : line }

    private typealias Function = @convention(c) (Int32, Int32) -> Int32

    private static func isBound(_ key: UInt8, in keys: Keymap, to functions: [Function]) -> Bool {
        guard let found = rl_function_of_keyseq(String(Character(Unicode.Scalar(key))), keys, nil) else { return false }
        let address = unsafeBitCast(found, to: Int.self)
        return functions.contains { unsafeBitCast($0, to: Int.self) == address }
    }
}

private nonisolated(unsafe) var earlier: OpenBrackets?
/// What was put at the line's beginning before anything was typed.
private nonisolated(unsafe) var automatic = ""

/// More has come than a person types at once, as a paste does that is not marked as one: it has an indentation of its own.
private func isFlooded(within milliseconds: Int32) -> Bool {
    var files = pollfd(fd: fileno(rl_instream), events: Int16(POLLIN), revents: 0)
    return poll(&files, 1, milliseconds) > 0
}

private func beginLine() -> Int32 {
    LineIndentation.takeTerminalKeys()
    guard let level = earlier?.level, level > 0, !isFlooded(within: 20) else { return 0 }
    automatic = String(repeating: " ", count: level * LineIndentation.width)
    rl_insert_text(automatic)
    return 0
}

/// More than a Return has come already.
private func hasMoreThanReturn() -> Bool {
    var count: Int32 = 0
    return ioctl(fileno(rl_instream), UInt(FIONREAD), &count) == 0 && count > 1
}

/// The bytes of the line up to the cursor.
private func typed() -> [UInt8] {
    guard let buffer = rl_line_buffer else { return [] }
    return UnsafeRawBufferPointer(start: buffer, count: Int(rl_point)).map { $0 }
}

private func closeBracket(_ count: Int32, _ key: Int32) -> Int32 {
    let bytes = typed()
    let start = bytes.lastIndex(of: 10).map { $0 + 1 } ?? 0
    if bytes[start...].allSatisfy({ $0 == 32 }), start < bytes.count, !hasMoreThanReturn() {
        var brackets = earlier ?? OpenBrackets()
        if start > 0 {
            for line in String(decoding: bytes[..<(start - 1)], as: UTF8.self).split(
                separator: "\n", omittingEmptySubsequences: false)
            {
                brackets.add(String(line))
            }
        }
        if let level = brackets.closingLevel, bytes.count - start > level * LineIndentation.width {
            let end = start + level * LineIndentation.width
            rl_delete_text(Int32(end), rl_point)
            rl_point = Int32(end)
        }
    }
    let blinks = rl_variable_value("blink-matching-paren").map { String(cString: $0) == "on" } ?? false
    return blinks ? rl_insert_close(count, key) : rl_insert(count, key)
}

/// Within the blanks at a line's beginning a step back is a level.
private func takeBack(_ count: Int32, _ key: Int32) -> Int32 {
    let bytes = typed()
    let blanks = bytes.count - (bytes.lastIndex(of: 10).map { $0 + 1 } ?? 0)
    guard count == 1, earlier != nil, blanks >= LineIndentation.width, blanks % LineIndentation.width == 0,
        bytes.suffix(blanks).allSatisfy({ $0 == 32 })
    else { return rl_rubout(count, key) }
    return rl_rubout(Int32(LineIndentation.width), key)
}

/// Ctrl-D on a line on which nobody typed anything is the end.
private func deleteOrEnd(_ count: Int32, _ key: Int32) -> Int32 {
    guard !automatic.isEmpty, let buffer = rl_line_buffer, String(cString: buffer) == automatic else {
        return rl_delete(count, key)
    }
    automatic = ""
    rl_replace_line("", 1)
    rl_point = 0
    return rl_execute_next(key)
}

/// What is pasted brings its indentation with it.
private func insertPaste(_ count: Int32, _ key: Int32) -> Int32 {
    let isUntouched = !automatic.isEmpty && rl_point == rl_end && typed() == Array(automatic.utf8)
    let result = rl_bracketed_paste_begin(count, key)
    guard isUntouched, let buffer = rl_line_buffer, Int(rl_end) > automatic.utf8.count else { return result }
    let first = UInt8(bitPattern: buffer[automatic.utf8.count])
    if first == 32 || first == 9 || first == 10 {
        let length = Int32(automatic.utf8.count)
        rl_delete_text(0, length)
        rl_point = max(0, rl_point - length)
        rl_mark = max(0, rl_mark - length)
    }
    return result
}
