import CellCompiler
import Foundation
import Notebook

/// A notebook that an editor has open, and what the compiler says of its cells.
///
/// The compiler is asked about the first cell that it has not seen as it is, again and again, until it has seen all.
@ServerActor
final class OpenNotebook {
    private(set) var text: NotebookText
    /// What was said of the first cells, those of the text as it is now alone; parameters come before them.
    private(set) var judgements: [Judgement] = []
    /// What was said last of each cell, by its name.
    private(set) var remembered: [String: Judgement] = [:]
    private var lastGood: [String: CompiledCell] = [:]
    private var edited: EditedText
    private let judge: CellJudge
    let modules: KnownModules
    private let worker = Worker()
    private var judging: Task<Void, Never>?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var changed = ContinuousClock.now
    private var underWay: JudgedCell?
    private(set) var isClosed = false
    /// Something was judged.
    private let heard: () -> Void

    /// An edit is compiled when nothing was typed for so long.
    private static let patience = Duration.milliseconds(200)

    init(uri: String, version: Int, text: String, judge: CellJudge, modules: KnownModules, heard: @escaping () -> Void) {
        edited = EditedText(text)
        self.text = NotebookText(uri: uri, version: version, text: text)
        (self.judge, self.modules) = (judge, modules)
        self.heard = heard
        // What is opened is not being typed.
        changed -= Self.patience
        judgeOn()
    }

    /// - Throws: ``RemoteError`` for a change that is none; what came before it is made.
    func change(version: Int, _ changes: [JSON]) throws(RemoteError) {
        defer {
            let count = text.parts.count
            text = NotebookText(uri: text.uri, version: version, text: edited.text)
            changed = .now
            // What has no name is known by its place, which may be another's now.
            if text.parts.count != count { lastGood = lastGood.filter { !$0.key.hasPrefix(" ") } }
            judgements.removeSubrange(valid...)
            // What is compiled now may be nobody's any more.
            if let underWay, !subjects.contains(underWay) { judge.running.stop() }
            wake()
            judgeOn()
        }
        for change in changes { try edited.apply(change) }
    }

    func close() {
        isClosed = true
        judge.running.stop()
        wake()
    }

    /// The parameters, where there are any, and all code.
    var subjects: [JudgedCell] {
        (parameters.map { [$0] } ?? []) + text.parts.map { JudgedCell($0) }
    }

    private var parameters: JudgedCell? {
        let declared = text.reading.frontMatter.parameters
        if declared.isEmpty { return nil }
        return JudgedCell(name: " parameters", source: Parameters(placeholdersFor: declared).program)
    }

    /// How many subjects come before the first part.
    var offset: Int { text.reading.frontMatter.parameters.isEmpty ? 0 : 1 }

    /// Whether all is judged, as it stands now.
    var isJudged: Bool { judgements.count == subjects.count }

    private var valid: Int { zip(judgements, subjects).prefix { $0.cell == $1 }.count }

    /// What all code before a part declares, once the compiler knows.
    ///
    /// - Throws: ``RemoteError/contentModified`` where the text is another than the one asked about.
    func checkpoint(before part: Int, of version: Int) async throws -> Compiler.Checkpoint {
        while true {
            guard !isClosed, text.version == version else { throw RemoteError.contentModified }
            try Task.checkCancellation()
            let needed = part + offset
            if needed == 0 { return judge.beginning }
            if judgements.count >= needed { return judgements[needed - 1].after }
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// A part as the service reads it.
    func view(of part: Int, version: Int) async throws -> CellView {
        try await checkpoint(before: part, of: version).view(of: CellText(text.parts[part].source, id: "cell", file: "cell"))
    }

    /// A part as it is written, whatever earlier ones declare.
    func plainView(of part: Int) -> CellView {
        judge.beginning.view(of: CellText(text.parts[part].source, id: "cell", file: "cell"))
    }

    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    private func judgeOn() {
        if judging == nil { judging = Task { await judgeAll() } }
    }

    private func judgeAll() async {
        defer { judging = nil }
        while !isClosed {
            // Whoever waits for an answer waits for nothing else.
            while waiting.isEmpty, changed + Self.patience > .now, !isClosed { try? await Task.sleep(for: .milliseconds(20)) }
            let subjects = subjects
            guard judgements.count < subjects.count else { break }
            let subject = subjects[judgements.count]
            underWay = subject
            let (point, lost) = (judgements.last?.after ?? judge.beginning, judgements.last?.lostNames ?? [])
            let (judge, good) = (judge, lastGood[subject.name])
            let before = judgements.map(\.cell)
            let answer = await worker.run { judge.judge(subject, after: point, losing: lost, lastGood: good) }
            underWay = nil
            // Edited meanwhile: whatever was said is of another text.
            guard let answer, !isClosed, self.subjects.dropFirst(before.count).first == subject,
                judgements.map(\.cell) == before
            else { continue }
            judgements.append(answer)
            if let compiled = answer.compiled { modules.add(compiled) }
            remembered[subject.name] = answer
            if answer.complaints.isEmpty, let compiled = answer.compiled { lastGood[subject.name] = compiled }
            wake()
            heard()
        }
        if !isClosed { heard() }
    }
}
