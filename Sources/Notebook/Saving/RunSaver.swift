import Synchronization

/// Writes a run's record, report and texts after every cell.
final class RunSaver: Sendable {
    let folder: OutputFolder
    private let document: Document
    /// The cells whose page is final, rendered once.
    private let finished = Mutex<[String: String]>([:])

    init(folder: OutputFolder, document: Document) {
        self.folder = folder
        self.document = document
    }

    func prepare() throws(OutputError) { try folder.prepare() }

    func save(_ record: RunRecord) throws(OutputError) {
        for cell in record.cells where cell.status != .notRun && cell.status != .running {
            let text = cell.text + (cell.error.map { $0.text + "\n" } ?? "")
            let isNew = finished.withLock { $0[cell.id] == nil }
            if isNew, !text.isEmpty { try folder.write(Array(text.utf8), to: "cells/\(cell.id)/output.txt") }
        }
        var record = record
        let files = folder.files
        record.files = files.isEmpty ? nil : files
        try folder.write(record.json, to: "run.json")
        let page = ReportPage(document: document, record: record, folder: folder, place: folder.path) { $0 }
        let html = finished.withLock { page.html(finished: &$0) }
        try folder.write(Array(html.utf8), to: "report.html")
    }
}
