import CellAssistant
import CellCompiler
import Notebook

/// A piece of code as the compiler is asked about it.
struct JudgedCell: Sendable, Equatable {
    /// What it is called from one version to the next.
    let name: String
    let source: String
    /// It has to fail, or may: what the compiler says of it is no mistake.
    var mayFail = false
    /// Later cells do not see what it declares: it does not run, or is a value within prose.
    var isSkipped = false

    init(name: String, source: String) { (self.name, self.source) = (name, source) }

    init(_ part: CodePart) {
        name = part.name
        switch part.kind {
        case .cell(let cell):
            source = cell.source
            mayFail = cell.attributes.raises != nil || cell.attributes.allowsError
            isSkipped = cell.attributes.isSkipped
        case .phrase(let phrase):
            source = Self.opening + phrase.expression + ")"
            isSkipped = true
        }
    }

    /// What stands before the expression of a value within prose, as a run asks for it.
    static let opening = "_phrase("
}

/// What the compiler said of a cell, and where the cells stand after it.
struct Judgement: Sendable {
    let cell: JudgedCell
    /// Lines from 1 within the cell, columns in characters from 1.
    var complaints: [CompileFailure.Diagnostic] = []
    /// What to write instead, of each complaint.
    var remedies: [String?] = []
    /// Names of cells that do not compile, and never did: what is said of them says nothing.
    var lostNames: Set<String> = []
    /// What it was compiled to; of one that does not compile, the last that did.
    var compiled: CompiledCell?
    let after: Compiler.Checkpoint
}

/// Asks the compiler about cells, on a thread that waits for it.
final class CellJudge: @unchecked Sendable {
    /// What stands before the first cell.
    let beginning: Compiler.Checkpoint
    /// Stops what is compiled now, from any thread.
    let running: RunningTool
    private let compiler: Compiler

    /// - Parameter interfaces: the folder of modules that the service reads.
    init(_ toolchain: Toolchain, _ library: LibraryLocation, _ folders: ModuleFolders, interfaces: String) throws {
        running = RunningTool()
        compiler = try Compiler(
            toolchain: toolchain, library: library, folders: folders, running: running, interfaces: interfaces)
        beginning = compiler.checkpoint
    }

    /// What a run would say of a cell that comes after others; nil where it was stopped.
    ///
    /// - Parameter lastGood: what the same cell was compiled to before.
    func judge(_ cell: JudgedCell, after point: Compiler.Checkpoint, losing lost: Set<String>, lastGood: CompiledCell?)
        -> Judgement?
    {
        compiler.restore(point)
        running.renew()
        let text = CellText(cell.source, id: "cell", file: "cell")
        do {
            let compiled = try compiler.compile(text)
            let after = cell.isSkipped ? point : compiler.checkpoint
            return Judgement(cell: cell, lostNames: lost, compiled: compiled, after: after)
        } catch is CompileStopped {
            return nil
        } catch {
            var judgement = failed(cell, error, text, lastGood, point, lost)
            if cell.mayFail { judgement.complaints = [] }
            judgement.remedies = judgement.complaints.map {
                Hints.remedy(for: $0.message, source: text.line($0.line), column: $0.column) ?? $0.fix.map { "write `\($0)`" }
            }
            return judgement
        }
    }

    private func failed(
        _ cell: JudgedCell, _ error: any Error, _ text: CellText, _ lastGood: CompiledCell?, _ point: Compiler.Checkpoint,
        _ lost: Set<String>
    ) -> Judgement {
        let complaints =
            (error as? CompileFailure)?.diagnostics
            ?? [.init(ofCell: "\(error)")]
        // Nothing is said of lines with names that have no meaning as long as another cell does not compile.
        let own = complaints.filter { complaint in
            let words = text.line(complaint.line).split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
            return lost.isDisjoint(with: words) && !lost.contains { complaint.message.contains("'\($0)'") }
        }
        var lost = lost
        if let lastGood, !cell.isSkipped {
            compiler.assume(lastGood)
        } else {
            lost.formUnion(CellReading.declaredNames(in: cell.source))
        }
        let after = cell.isSkipped ? point : compiler.checkpoint
        return Judgement(cell: cell, complaints: own, lostNames: cell.isSkipped ? [] : lost, compiled: lastGood, after: after)
    }
}
