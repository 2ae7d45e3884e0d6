import Foundation
import Work

/// Sounds and films on the page: the browser's own players, with all that they play in the page itself.
struct CellPlayers {
    let players: [PlayerRecord]
    let folder: OutputFolder?
    /// Those that the page holds.
    let embedded: Set<String>
    /// How the page names a path within the output folder; nil for one that it cannot.
    let link: (String) -> String?

    var html: String {
        if players.isEmpty { return "" }
        // Where scripts are allowed, one of them takes the others' place: ``PageScript``.
        let hasOffsets = players.count > 1 && players.allSatisfy { $0.offset != nil }
        return "<div class=\"players\(hasOffsets ? " offsets" : "")\">\n\(players.map(html).joined())</div>\n"
    }

    private func html(of player: PlayerRecord) -> String {
        let label = CellPage.shown(player.label)
        let caption = label.isEmpty ? "" : "<span>\(label)</span>"
        let offset = player.offset.map { " data-offset=\"\($0)\"" } ?? ""
        guard embedded.contains(player.path), let bytes = folder?.read(player.path) else {
            return "<div class=\"player\">\(absence(of: player))\(caption)</div>\n"
        }
        let tag = player.type == .mp4 ? "video" : "audio"
        let words = label.isEmpty ? (player.type == .mp4 ? "film" : "sound") : label
        let source = "data:\(player.type.rawValue);base64,\(Data(bytes).base64EncodedString())"
        return """
            <div class="player"\(offset)><\(tag) controls\(player.type == .mp4 ? " playsinline" : "") aria-label="\(words)" \
            src="\(source)"></\(tag)>\(caption)</div>

            """
    }

    /// What stands in place of one that would make the page too large, or whose file is not there.
    private func absence(of player: PlayerRecord) -> String {
        let size = "\((Double(player.size) / 104_857.6).rounded() / 10) MB"
        let words =
            embedded.contains(player.path)
            ? "not here any more" : "\(size), and this page holds \(Player.budget >> 20) MB of sound and film already"
        let name = "<code>\(HTML.escape(player.path))</code>"
        let target = link(player.path)?.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        return "<p>\(target.map { "<a href=\"\(HTML.escape($0))\">\(name)</a>" } ?? name): \(words)</p>"
    }

    /// The players that fit into a page, the first of them first: what a cell shows does not hang on the cells behind it.
    static func fitting(_ cells: [CellRecord]) -> Set<String> {
        var room = Player.budget
        var fitting: Set<String> = []
        for player in cells.flatMap(\.outputs).flatMap({ $0.players ?? [] }) where player.size <= room {
            room -= player.size
            fitting.insert(player.path)
        }
        return fitting
    }
}
