import Foundation
import Synchronization

/// Draws pictures within the text of a terminal, through tmux too.
///
/// What stands around tmux may change from one picture to the next, as one detaches here and attaches there: it is asked each time.
public final class TerminalPictures: Sendable {
    private let environment: [String: String]
    private let image: InlineImage
    private let state = Mutex<(hasSixel: Bool, wasHinted: Bool)>((false, false))

    public init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
        image = InlineImage.protocolOfTerminal(environment)
    }

    private var isWithinTmux: Bool { environment["TMUX"]?.isEmpty == false }

    /// Whether nothing is known but what the terminal itself may say.
    public var isWorthAsking: Bool {
        let isDumb = ["", "dumb"].contains(environment["TERM"] ?? "")
        return image == .none && environment["AVTS_IMAGES"] == nil && environment["STY"] == nil && !isDumb && isatty(1) == 1
    }

    /// What becomes of pictures here, in words.
    public var summary: String {
        func named(_ image: InlineImage) -> String {
            switch image {
            case .kitty: "within the text, as kitty has them"
            case .iterm: "within the text, as iTerm2 has them"
            case .sixel: "within the text, as sixels"
            case .none: environment["AVTS_IMAGES"] == nil ? "by their path, unless a terminal knows sixels" : "by their path"
            }
        }
        guard isWithinTmux, let tmux = Tmux(environment) else { return named(image) }
        let outer = environment["AVTS_IMAGES"] == nil ? tmux.outer : image
        guard outer == .kitty || outer == .iterm else { return named(outer) }
        return tmux.passesOn ? named(outer) + ", through tmux" : "by their path: \(Self.remedy)"
    }

    private static let remedy = "tmux keeps pictures back, and `tmux set -g allow-passthrough on` lets them through"

    /// The terminal, or tmux, has answered that it knows sixels.
    public func hasSixel() { state.withLock { $0.hasSixel = true } }

    /// Draws a PNG where the cursor is, the text going on beneath it; false where that cannot be, and its path is to be shown.
    public func draw(_ png: [UInt8], on console: Console) -> Bool {
        if isWithinTmux { return drawWithinTmux(png, on: console) }
        let image = image == .none && state.withLock({ $0.hasSixel }) ? InlineImage.sixel : image
        return put(image.sequence(png: png, width: TerminalSize.now().width), on: console)
    }

    private func put(_ sequence: String, on console: Console) -> Bool {
        if sequence.isEmpty { return false }
        console.freshLine()
        console.obeyed(sequence)
        return true
    }

    private func drawWithinTmux(_ png: [UInt8], on console: Console) -> Bool {
        let said = environment["AVTS_IMAGES"].map { InlineImage(rawValue: $0) ?? .none }
        guard said != InlineImage.none, isatty(1) == 1 || said != nil else { return false }
        let tmux = Tmux(environment)
        let outer = said ?? tmux?.outer ?? .none
        if outer == .kitty || outer == .iterm, let tmux {
            if tmux.passesOn { return wrap(outer, png, on: console) }
            let isFirst = state.withLock { state in
                defer { state.wasHinted = true }
                return !state.wasHinted
            }
            if isFirst { console.note(Self.remedy) }
        }
        let hasSixel = said == .sixel || (said == nil && tmux?.hasSixel == true && state.withLock { $0.hasSixel })
        return hasSixel && put(InlineImage.sixel.sequence(png: png, width: TerminalSize.now().width), on: console)
    }

    private func wrap(_ outer: InlineImage, _ png: [UInt8], on console: Console) -> Bool {
        guard let size = Self.size(ofPNG: png) else { return false }
        let (columns, rows) = TerminalSize.now().cells(ofPicture: size, lines: KittyPlaceholders.lines)
        if outer == .kitty {
            let number = UInt32.random(in: 1..<1 << 24)
            let pieces = KittyPlaceholders.pieces(png, number: number, columns: columns, rows: rows).map(Tmux.wrapped)
            return put(pieces.joined() + KittyPlaceholders.text(number: number, columns: columns, rows: rows), on: console)
        }
        let data = Data(png).base64EncodedString()
        let picture = Tmux.wrapped(
            "\u{1B}]1337;File=inline=1;size=\(png.count);width=\(columns);height=\(rows);preserveAspectRatio=1:\(data)\u{07}")
        guard picture.utf8.count < Tmux.limit else { return false }
        // Room first, and back to its beginning: tmux does not know that a picture takes any.
        _ = put(String(repeating: "\n", count: rows) + "\u{1B}[\(rows)A", on: console)
        Tmux.settle(environment)
        console.obeyed(picture + (rows > 1 ? "\u{1B}[\(rows - 1)B" : "") + "\r\n")
        return true
    }

    /// Width and height as the head of a PNG says them.
    private static func size(ofPNG png: [UInt8]) -> (width: Int, height: Int)? {
        guard png.count > 24, png.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
        func number(_ place: Int) -> Int { png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        return number(16) > 0 && number(20) > 0 ? (number(16), number(20)) : nil
    }
}
