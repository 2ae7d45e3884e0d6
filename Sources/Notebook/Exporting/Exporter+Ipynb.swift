import Files
import Foundation

extension Exporter {
    /// A notebook of Jupyter's, nbformat 4.5: the same text gives the same bytes, and ``Importer`` gives the text back.
    func ipynb() -> String {
        let layout = IpynbLayout(document)
        var ids = IpynbIdentities(document.writtenCells.map(\.id))
        var cells: [JSON] = []
        var shown = "", rebuilt = IpynbText(front: layout.front)
        rebuilt.add(layout.expected)
        let parameters = self.parameters(&ids)
        for (number, item) in layout.items.enumerated() {
            // Where they are used first, and after the heading.
            if item.kind == .code, let parameters, !cells.contains(parameters) { cells.append(parameters) }
            cells.append(cell(item, &ids, number))
            shown += IpynbDigest.part(item.kind == .prose ? "markdown" : "code", item.source)
            if item.kind == .prose {
                rebuilt.add(prose: item.source, before: item.wrapping.before)
            } else {
                rebuilt.add(item.wrapping, content: item.source.isEmpty ? "" : item.source + "\n")
            }
            rebuilt.add(item.expected)
        }
        rebuilt.end(layout.after)
        var ours: [String: JSON] = [
            "front": .string(layout.front), "after": .string(layout.after),
            // What the cells show, by which an import sees whether anything was changed.
            "digest": .string(IpynbDigest.of(shown)),
            // Whoever writes the file puts its digest here.
            "sha256": .string(String(repeating: "0", count: 64)),
        ]
        if !layout.expected.isEmpty { ours["expected"] = .array(layout.expected.map(Self.json)) }
        if Array(rebuilt.text.utf8) != Array(document.text.utf8), document.writtenCells.allSatisfy({ $0.fenceLine > 0 }) {
            ours["text"] = .string(document.text)
        }
        let file: JSON = [
            "cells": .array(cells), "nbformat": 4, "nbformat_minor": 5,
            "metadata": [
                "kernelspec": NotebookLanguage.kernelspec, "language_info": NotebookLanguage.json,
                "title": .string(PageText.of(document.title)), "avtsnb": .object(ours),
            ],
        ]
        return file.file
    }

    private func cell(_ item: IpynbLayout.Item, _ ids: inout IpynbIdentities, _ number: Int) -> JSON {
        var ours: [String: JSON] = [:]
        if item.wrapping.before != "\n" { ours["before"] = .string(item.wrapping.before) }
        if !item.expected.isEmpty { ours["expected"] = .array(item.expected.map(Self.json)) }
        guard let cell = item.cell else {
            return [
                "cell_type": "markdown", "id": .string(ids.take("text-\(number + 1)")), "source": Self.lines(item.source),
                "metadata": ours.isEmpty ? [:] : ["avtsnb": .object(ours)],
            ]
        }
        ours["open"] = .string(item.wrapping.open)
        if item.wrapping.close != "```" { ours["close"] = .string(item.wrapping.close) }
        let ran = record?.cells.first { $0.id == cell.id }
        let isShown = ran.map { ![.notRun, .skipped, .running].contains($0.status) || !$0.outputs.isEmpty } ?? false
        let count = record?.cells.prefix { $0.id != cell.id }.count { ![.notRun, .skipped].contains($0.status) }
        return [
            "cell_type": "code", "id": .string(ids.name(of: cell.id)), "source": Self.lines(item.source),
            "execution_count": isShown ? .int((count ?? 0) + 1) : .null,
            "metadata": .object(Self.metadata(of: cell, ours)),
            "outputs": .array((ran?.outputs ?? []).flatMap(shown) + [ran?.error.map(Self.error)].compactMap(\.self)),
        ]
    }

    /// What of a cell's attributes Jupyter and its tools know under names of their own.
    private static func metadata(of cell: Cell, _ ours: [String: JSON]) -> [String: JSON] {
        var metadata: [String: JSON] = ["avtsnb": .object(ours)]
        var tags: [JSON] = []
        let attributes = cell.attributes
        if attributes.raises != nil || attributes.allowsError { tags.append("raises-exception") }
        if attributes.isSkipped { tags.append("skip-execution") }
        if attributes.hidesInput || attributes.hidesOutput {
            var hidden: [String: JSON] = [:]
            if attributes.hidesInput { hidden["source_hidden"] = true }
            if attributes.hidesOutput { hidden["outputs_hidden"] = true }
            metadata["jupyter"] = .object(hidden)
        }
        if !tags.isEmpty { metadata["tags"] = .array(tags) }
        return metadata
    }

    /// The parameters with their defaults, as a cell that tools know by its tag.
    private func parameters(_ ids: inout IpynbIdentities) -> JSON? {
        guard !document.frontMatter.parameters.isEmpty else { return nil }
        let source = Parameters(placeholdersFor: document.frontMatter.parameters).swiftSource.droppingLineEnd
            .replacing("    let ", with: "    var ").replacing("\nlet params", with: "\nvar params")
        return [
            "cell_type": "code", "id": .string(ids.take("parameters")), "source": Self.lines(source), "execution_count": .null,
            "metadata": ["tags": ["parameters"], "avtsnb": ["role": "parameters", "source": .string(source)]], "outputs": [],
        ]
    }

    /// An output, and each of its players behind it.
    private func shown(_ record: OutputRecord) -> [JSON] {
        let players = (record.players ?? []).compactMap { player -> JSON? in
            guard let bytes = folder?.read(player.path) else { return nil }
            var bundle = MediaBundle()
            bundle.add(bytes, player.type, label: HomeFolder.hidden(in: player.label))
            return Self.display(bundle)
        }
        return [output(record)].compactMap(\.self) + players
    }

    private func output(_ output: OutputRecord) -> JSON? {
        let text = output.text.map { PageText.of(HomeFolder.hidden(in: $0)) }
        if output.kind == .stream {
            guard let text, !text.isEmpty else { return nil }
            return ["output_type": "stream", "name": "stdout", "text": Self.lines(text)]
        }
        var bundle = MediaBundle()
        if let text { bundle.add(text: text) }
        if let path = output.image, let bytes = folder?.read(path) { bundle.add(png: bytes) }
        if let path = output.html, let bytes = folder?.read(path) {
            bundle.add(html: HomeFolder.hidden(in: String(decoding: bytes, as: UTF8.self)))
        }
        return bundle.data.isEmpty ? nil : Self.display(bundle)
    }

    private static func display(_ bundle: MediaBundle) -> JSON {
        // Texts are lists of lines, but what is encoded has none.
        var data = bundle.data
        for (type, value) in data where type.hasPrefix("text/") {
            if case .string(let text) = value { data[type] = lines(text) }
        }
        return ["output_type": "display_data", "data": .object(data), "metadata": .object(bundle.metadata)]
    }

    private static func error(_ error: ErrorRecord) -> JSON {
        func shown(_ text: String) -> String { PageText.of(HomeFolder.hidden(in: text)) }
        return [
            "output_type": "error", "ename": .string(shown(error.name)), "evalue": .string(shown(error.message)),
            "traceback": .array(
                shown(error.text).split(separator: "\n", omittingEmptySubsequences: false).map { .string(String($0)) }),
        ]
    }

    private static func json(_ expected: IpynbLayout.Expected) -> JSON {
        [
            "before": .string(expected.wrapping.before), "open": .string(expected.wrapping.open),
            "close": .string(expected.wrapping.close), "text": .string(expected.text),
        ]
    }

    /// A text as the list of its lines, as Jupyter writes it.
    private static func lines(_ text: String) -> JSON {
        let pieces = text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
        let whole =
            pieces.dropLast().map { $0 + "\n" } + (pieces.last?.isEmpty == false ? [String(pieces[pieces.count - 1])] : [])
        return .array(whole.map { .string($0) })
    }
}
