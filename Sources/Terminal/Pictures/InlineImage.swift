import Foundation

/// Pictures within the text of a terminal that can show them.
public enum InlineImage: String {
    case kitty, iterm, none

    /// What this terminal understands; `AVTS_IMAGES=kitty|iterm|none` says it outright.
    public static func protocolOfTerminal(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> InlineImage {
        if let said = environment["AVTS_IMAGES"] { return InlineImage(rawValue: said) ?? .none }
        // Multiplexers pass none of these sequences on.
        guard isatty(1) == 1, environment["TMUX"] == nil, environment["STY"] == nil else { return .none }
        let term = environment["TERM"] ?? "", program = environment["TERM_PROGRAM"] ?? ""
        if term.contains("kitty") || environment["KITTY_WINDOW_ID"] != nil || term.contains("ghostty") || program == "ghostty" {
            return .kitty
        }
        if ["iTerm.app", "WezTerm", "mintty"].contains(program) || environment["LC_TERMINAL"] == "iTerm2" { return .iterm }
        return .none
    }

    /// The bytes that draw a PNG; empty when the terminal cannot.
    public func sequence(png: [UInt8]) -> String {
        let data = Data(png).base64EncodedString()
        switch self {
        case .none: return ""
        case .iterm: return "\u{1B}]1337;File=inline=1;size=\(png.count):\(data)\u{07}\n"
        case .kitty:
            // At most 4096 bytes a piece; `m=1` says that more follow.
            var pieces: [String] = []
            var rest = data[...]
            while !rest.isEmpty {
                let piece = rest.prefix(4096)
                rest = rest.dropFirst(piece.count)
                let head = pieces.isEmpty ? "a=T,f=100," : ""
                pieces.append("\u{1B}_G\(head)m=\(rest.isEmpty ? 0 : 1);\(piece)\u{1B}\\")
            }
            return pieces.joined() + "\n"
        }
    }
}
