import CellCompiler
import Foundation
import Notebook
import Session

/// Gives mutated cells to a session, interrupts some of them, and has mutated notebooks read.
struct CellFuzz {
    private let session: CellSession
    private let corpus: Corpus
    private var mutator: Mutator
    private var random: Chance
    private var outcomes: [String: Int] = [:]
    private var findings = 0
    private let warden = Warden()

    /// Seconds that a cell may run.
    private static let limit = 2.0

    init(project: String, seed: UInt64) throws {
        corpus = try Corpus(project: project)
        mutator = Mutator(corpus.cells, seed: seed)
        random = Chance(seed: seed &+ 77)
        session = try CellSession(compiler: Compiler(toolchain: .find(), library: .find())) { _ in }
        warden.watch(session.processID)
    }

    /// Goes on for some seconds; true where everything ended as it should.
    mutating func run(seconds: Double) throws -> Bool {
        let end = Date() + seconds
        var (cells, notebooks) = (0, 0)
        while Date() < end {
            let source = mutator.next()
            cells += 1
            let isInterrupted = random.below(5) == 0
            try feed(source, number: cells, interruptedAfter: isInterrupted ? Double(random.below(1000)) / 1000 : nil)
            for _ in 0..<20 {
                notebooks += 1
                read()
            }
            if cells % 10 == 0,
                let (cell, problem) = try warden.allowing(60, { try Endless.interrupt(session, &random, number: cells) })
            {
                try keep(Array(cell.utf8), warden.complaint ?? problem)
                try begin()
            }
            // Names pile up, and what one cell extends the next cannot extend again.
            if cells % 40 == 0 { try begin() }
        }
        let ends = outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        print("outcomes: \(ends.joined(separator: ", "))")
        print("\(cells) mutated cells of \(corpus.cells.count), \(notebooks) mutated notebooks of \(corpus.notebooks.count)")
        return findings == 0
    }

    private mutating func begin() throws {
        try session.reset()
        // The process of the next cell is another one.
        try session.evaluate(CellText("1 + 1", file: "again"))
        warden.watch(session.processID)
    }

    private mutating func feed(_ bytes: [UInt8], number: Int, interruptedAfter delay: Double?) throws {
        let text = CellText(String(decoding: bytes, as: UTF8.self), id: "c\(number)", file: "c\(number)", firstLine: 3)
        // What is under way when the tool itself ends stays here.
        let trace = "\(Finding.folder)/avts-fuzz-current.swift"
        try Data(bytes).write(to: URL(fileURLWithPath: trace))
        defer { unlink(trace) }
        // No limit ends a compile, of which some would take hours: an interrupt does.
        let knock = Knock(session, after: delay ?? 30)
        let problem = problem(text)
        knock.stop()
        if let problem { try keep(bytes, problem) }
        do {
            try warden.allowing(60) { try session.evaluate(CellText("1 + 1", id: "after", file: "after"), limit: 10) }
        } catch let error as CellError {
            // A cell may give `+` another meaning, or hide what it needs; a fresh session may not.
            if error.kind == .sessionLost { try keep(bytes, "afterwards: \(warden.complaint ?? error.message)") }
            try begin()
        }
        if warden.complaint != nil { try begin() }
        // Where a process was lost there is another one.
        warden.watch(session.processID)
    }

    /// What a cell's end was, if it was not one of those that it may have.
    private mutating func problem(_ text: CellText) -> String? {
        let began = Date()
        do {
            try warden.allowing(90) { try session.evaluate(text, limit: Self.limit) }
            outcomes["value", default: 0] += 1
        } catch let error as CellError {
            outcomes[error.name, default: 0] += 1
            if error.kind == .sessionLost { return warden.complaint ?? error.message }
            if error.message.isEmpty { return "an error without a message: \(error.name)" }
            if error.file == text.file, !text.lines.contains(error.line) {
                return "line \(error.line) is not in the cell's \(text.lines): \(error.message)"
            }
            if error.remedy?.hasPrefix("it did not answer") ?? false { return "did not answer when its time was up" }
        } catch {
            outcomes["ToolchainError", default: 0] += 1
            return "\(error)".lines.prefix(2).joined(separator: " ")
        }
        let seconds = Date().timeIntervalSince(began)
        return seconds > Self.limit + 60 ? "took \(Int(seconds)) s" : nil
    }

    /// A notebook is read or refused; a trap ends the tool, which says enough.
    private mutating func read() {
        var bytes = random.element(of: corpus.notebooks)
        mutator.change(&bytes)
        outcomes[(try? Document(parsing: bytes, path: "n.avtsnb")) == nil ? "notebook refused" : "notebook read", default: 0] += 1
    }

    private mutating func keep(_ bytes: [UInt8], _ words: String) throws {
        findings += 1
        outcomes["findings", default: 0] += 1
        try Finding(number: findings, words: words, what: "a mutated cell").keep(bytes)
    }
}
