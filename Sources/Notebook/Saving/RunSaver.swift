import Files
import Foundation
import Synchronization
import Work

/// Writes a run's record, report, texts and log as it goes.
///
/// A cell's end writes that cell. The record and the report, which grow with the notebook, are written from time to time
/// (``SavePace``), when the first cell has finished, and at the end.
final class RunSaver: Sendable {
    let output: OutputFolder
    private let document: Document
    private let options: RunOptions
    private let run = Mutex<RunFolder?>(nil)
    /// The files of the run. A running cell writes some while the rest is saved, so this lock is taken last.
    private let made = Mutex<[String: FileRecord]>([:])
    private let saving = Mutex(Saving())

    private struct Saving {
        /// The cells whose page is final, rendered once.
        var pages: [String: String] = [:]
        var watch: FilesWatch?
        var isOver = false
        var last: RunRecord?
        var report = (bytes: 0, written: ContinuousClock.now)
    }

    /// When something is saved.
    enum Moment {
        /// Within a cell, between two, or at the end, after which nothing is.
        case within, between, final
    }

    /// A report with many pictures is written once a minute within a cell; the record is always.
    private static func isDue(_ report: (bytes: Int, written: ContinuousClock.Instant), _ moment: Moment) -> Bool {
        moment != .within || report.bytes < 4 << 20 || ContinuousClock.now - report.written > .seconds(60)
    }

    init(output: OutputFolder, document: Document, options: RunOptions) {
        self.output = output
        self.document = document
        self.options = options
    }

    private var folder: RunFolder? { run.withLock { $0 } }

    /// How the run is called, and its folder; nil before it has begun.
    var identity: (id: String, path: String)? { folder.map { ($0.id, $0.path) } }

    /// Where the report of the run is found.
    var report: String? {
        folder.map { $0.isNewest ? "\(output.path)/report.html" : "\(output.path)/runs/\($0.id)/report.html" }
    }

    /// The record as it was written last.
    var last: RunRecord? { saving.withLock { $0.last } }

    /// Begins a folder beside those of earlier runs.
    ///
    /// - Parameter unselected: the cells that will not run.
    /// - Returns: what earlier runs made of these, and what a person should know.
    func begin(unselected: [Cell]) throws(OutputError) -> (carried: [CarriedCell], notes: [String]) {
        let folder = try RunFolder(in: output, force: options.force)
        run.withLock { $0 = folder }
        folder.buryTheDead()
        let notes = folder.alive.map { other in
            "process \(other.process) runs into \(output.path) too, as runs/\(other.id); this run is runs/\(folder.id), and both see the same files/"
        }
        let earlier = unselected.isEmpty && output.files.isEmpty ? [] : folder.earlier(8)
        let watch = FilesWatch(output, earlier: earlier)
        saving.withLock { $0.watch = watch }
        var carried: [CarriedCell] = []
        for cell in unselected {
            guard let found = try folder.carry(cell, from: earlier) else { continue }
            made.withLock { made in for file in found.files { made[file.path] = file } }
            carried.append(found)
        }
        return (carried, notes)
    }

    /// Writes a file of the run.
    func write(_ bytes: [UInt8], to name: String) throws(OutputError) {
        guard let folder else { return }
        try folder.write(bytes, to: name)
        let file = FileRecord(path: name, bytes: bytes)
        made.withLock { $0[name] = file }
    }

    /// The bytes of a file of the run.
    func contents(_ name: String) -> [UInt8]? {
        folder.flatMap { try? RegularFile.contents($0.folder.path + "/" + name, limit: 1 << 28) }
    }

    /// Adds to the run's log.
    func log(_ text: String) throws(OutputError) { try folder?.log(HomeFolder.hidden(in: text)) }

    /// Adds points to the run's curves.
    func log(_ series: [MetricSeries]) throws(OutputError) { try folder?.logMetrics(MetricLines.text(of: series)) }

    /// Writes what a cell has printed.
    func finished(_ cell: CellRecord) throws(OutputError) {
        let text = cell.text + (cell.error.map { $0.text + "\n" } ?? "")
        if !text.isEmpty { try write(Array(HomeFolder.hidden(in: text).utf8), to: "cells/\(cell.id)/output.txt") }
        if let folder, cell.status.isFinished, !folder.hasFinished(folder.id) { try folder.markFinished() }
    }

    /// Writes the record and the report; files that the record speaks of are on the device before it.
    ///
    /// - Parameters:
    ///   - moment: when in the run's life it is.
    ///   - record: the run as it stands when its turn has come.
    func save(_ moment: Moment, _ record: () -> RunRecord) throws(OutputError) {
        let failure: OutputError? = saving.withLock { saving in
            do throws(OutputError) {
                try save(&saving, moment, record)
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    private func save(_ saving: inout Saving, _ moment: Moment, _ current: () -> RunRecord) throws(OutputError) {
        guard let folder, !saving.isOver else { return }
        let final = moment == .final
        saving.isOver = final
        var record = current()
        let files = saving.watch?.now(final: final)
        record.files = files.flatMap { $0.names.isEmpty ? nil : $0.names }
        record.made = made.withLock { $0.values.sorted { $0.path < $1.path } } + (files?.made ?? [])
        record.run = folder.id
        record.saved = RunIdentity.utc("%Y-%m-%dT%H:%M:%SZ")
        record = record.withoutHomeFolder
        try folder.flush()
        try folder.writeDurably(record.json, to: "run.json")
        try folder.write(RunSummary(record).json, to: "summary.json")
        saving.last = record
        if Self.isDue(saving.report, moment) {
            let page = ReportPage(
                document: document, record: record, folder: OutputFolder(path: folder.folder.path).holding(record),
                place: output.path, link: { $0 })
            let html = Array(page.html(finished: &saving.pages).utf8)
            try folder.write(html, to: "report.html")
            saving.report = (html.count, .now)
        }
        if final { try folder.flush() }
        // Better than nothing is anything, better than a run that came to nothing one that came to an end.
        let hasFinished = record.cells.contains { $0.status.isFinished }
        if hasFinished || folder.shown.map({ final && !folder.hasFinished($0) }) ?? true { try folder.show() }
        guard final else { return }
        folder.keep(options.keep)
        folder.end()
    }
}

extension CellRecord.Status {
    /// Whether the cell ran to the end that it should have.
    var isFinished: Bool { self == .ok || self == .expectedFailure }
}
