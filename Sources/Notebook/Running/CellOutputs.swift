import Foundation
import Work

/// Gathers what a running cell prints and shows, and gives its files their names.
struct CellOutputs {
    private var cell: Cell?
    private var stream = ""
    private var kept = 0
    private(set) var isCut = false
    private var names: [String: Int] = [:]
    /// Of what is shown in place: which output it is, and what its files are called.
    private var places: [String: (index: Int, stem: String?)] = [:]

    /// What a cell may print before the rest is left out of the record, in bytes.
    static let limit = 1 << 20

    init(cell: Cell? = nil) { self.cell = cell }

    /// Takes printed text; consecutive pieces become one output.
    mutating func add(_ text: String, to record: inout CellRecord) {
        let room = Self.limit - kept
        kept += text.utf8.count
        if kept <= Self.limit {
            stream += text
        } else {
            if room > 0 { stream += String(decoding: text.utf8.prefix(room), as: UTF8.self) }
            if !isCut { stream += "\n[the rest of what this cell printed was left out]\n" }
            isCut = true
        }
    }

    /// Takes something shown, writing its files.
    ///
    /// - Parameter key: what was shown under it before makes way; nil for what stays.
    mutating func add(
        _ representations: [Representation], to record: inout CellRecord, saver: RunSaver?, inPlaceOf key: String? = nil
    ) throws(OutputError) -> OutputRecord {
        flush(to: &record)
        var output = OutputRecord(kind: .display)
        let earlier = key.flatMap { places[$0] }
        var stem = earlier?.stem
        for representation in representations {
            switch representation {
            case .text(let text): output.text = text
            case .png(let bytes, let name):
                stem = stem ?? unique(name)
                output.image = try write(Array(bytes), stem, "png", saver)
            case .svg(let bytes, let name, let isNarrow):
                stem = stem ?? unique(name)
                let path = try write(Array(bytes), stem.map { isNarrow ? $0 + "-narrow" : $0 }, "svg", saver)
                if isNarrow { output.narrowSVG = path } else { output.svg = path }
            case .csv(let text, let name):
                stem = stem ?? unique(name)
                output.csv = try write(Array(text.utf8), stem, "csv", saver)
            case .html(let text):
                stem = stem ?? unique("output")
                output.html = try write(Array(text.utf8), stem, "html", saver)
            case .player(let player):
                stem = stem ?? unique(player.name)
                let place = (output.players?.count ?? 0) + 1
                let file = stem.map { place == 1 ? $0 : "\($0)-\(place)" }
                guard let path = try write([UInt8](player.data), file, player.type.fileExtension, saver) else { continue }
                let record = PlayerRecord(
                    path: path, type: player.type, label: player.label, offset: player.offset, size: player.data.count)
                output.players = (output.players ?? []) + [record]
            }
        }
        if let earlier, record.outputs.indices.contains(earlier.index) {
            record.outputs[earlier.index] = output
        } else {
            record.outputs.append(output)
        }
        if let key { places[key] = (earlier?.index ?? record.outputs.count - 1, stem) }
        return output
    }

    /// Takes back what was printed and shown.
    mutating func clear(_ record: inout CellRecord) {
        (stream, places) = ("", [:])
        record.outputs = []
    }

    /// Ends the piece of text under way.
    mutating func flush(to record: inout CellRecord) {
        guard !stream.isEmpty else { return }
        record.outputs.append(OutputRecord(kind: .stream, text: SettledText.of(stream)))
        stream = ""
    }

    private func write(_ bytes: [UInt8], _ stem: String?, _ ending: String, _ saver: RunSaver?) throws(OutputError) -> String? {
        guard let saver, let cell, let stem else { return nil }
        let path = "cells/\(cell.id)/\(stem).\(ending)"
        try saver.write(bytes, to: path)
        return path
    }

    /// The cell's `figure`, else what the value is called, numbered from the second on.
    private mutating func unique(_ name: String) -> String {
        var stem = (cell?.attributes.figure ?? name).lowercased().map { character -> Character in
            character.isASCII && (character.isLetter || character.isNumber || character == "_") ? character : "-"
        }.reduce(into: "") { text, character in
            if character != "-" || (!text.isEmpty && text.last != "-") { text.append(character) }
        }
        while stem.last == "-" { stem.removeLast() }
        if stem.isEmpty { stem = "figure" }
        stem = String(stem.prefix(60))
        let count = names[stem, default: 0] + 1
        names[stem] = count
        return count == 1 ? stem : "\(stem)-\(count)"
    }
}
