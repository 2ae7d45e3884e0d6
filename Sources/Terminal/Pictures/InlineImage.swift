import Foundation

/// Pictures within the text of a terminal that can show them.
public enum InlineImage: String, Sendable {
    case kitty, iterm, sixel, none

    /// What this terminal understands, as far as its surroundings tell; `AVTS_IMAGES=kitty|iterm|sixel|none` says it outright.
    public static func protocolOfTerminal(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> InlineImage {
        if let said = environment["AVTS_IMAGES"] { return InlineImage(rawValue: said) ?? .none }
        // A multiplexer stands between: what it passes on is asked of it (``TerminalPictures``).
        guard isatty(1) == 1, environment["TMUX"] == nil, environment["STY"] == nil else { return .none }
        let term = environment["TERM"] ?? ""
        if environment["KITTY_WINDOW_ID"] != nil { return .kitty }
        if environment["LC_TERMINAL"] == "iTerm2" { return .iterm }
        return of(term: term, program: environment["TERM_PROGRAM"] ?? "")
    }

    /// What a terminal of these names understands, both as it calls itself.
    static func of(term: String, program: String) -> InlineImage {
        let names = [term.lowercased(), program.lowercased()]
        func isCalled(_ name: String) -> Bool { names.contains { $0.contains(name) } }
        if isCalled("kitty") || isCalled("ghostty") { return .kitty }
        return isCalled("iterm") || isCalled("wezterm") || isCalled("mintty") ? .iterm : .none
    }

    /// The bytes that draw a PNG; empty when the terminal cannot, or the bytes are none.
    ///
    /// - Parameter width: pixels that there is room for; nil where that is not known. Only a sixel picture has to be made smaller: the others are by the terminal.
    public func sequence(png: [UInt8], width: Int? = nil) -> String {
        switch self {
        case .none: return ""
        case .iterm: return "\u{1B}]1337;File=inline=1;size=\(png.count):\(Data(png).base64EncodedString())\u{07}\n"
        case .kitty: return Self.pieces(png, "a=T,f=100").joined() + "\n"
        case .sixel: return SixelPicture(png: png, width: width).map { $0.sequence + "\n" } ?? ""
        }
    }

    /// A PNG as kitty takes it: at most 4096 bytes a piece; `m=1` says that more follow.
    static func pieces(_ png: [UInt8], _ head: String) -> [String] {
        var pieces: [String] = []
        let data = Array(Data(png).base64EncodedString().utf8)
        for start in stride(from: 0, to: data.count, by: 4096) {
            let piece = String(decoding: data[start..<min(start + 4096, data.count)], as: UTF8.self)
            let more = start + 4096 < data.count ? 1 : 0
            pieces.append("\u{1B}_G\(start == 0 ? head + "," : "")m=\(more);\(piece)\u{1B}\\")
        }
        return pieces
    }
}
