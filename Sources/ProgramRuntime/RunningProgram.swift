import Foundation
import Notebook
import Program
import Synchronization
import Terminal
import Work

/// A notebook's runner, which hands the word to the main thread cell by cell.
final class RunningProgram: ProgramRunning, Sendable {
    private let turns = CellTurns()
    private let hasEnded = Atomic(false)

    init(_ text: String, _ file: String) {
        Self.orderHashes()
        let options = ProgramOptions(file: file)
        let console = Console(color: .auto, isQuiet: options.isQuiet)
        do {
            let document = try Document(parsing: Array(text.utf8), path: file)
            let parameters = try Parameters(declared: document.frontMatter.parameters, assignments: options.assignments)
            let folder = OutputFolder(path: options.out ?? OutputFolder.beside(file).path)
            let watcher = RunConsole(
                console: console, document: document, style: options.isQuiet ? .errors : .full)
            // What stands before the first cell reads the parameters.
            Work.become(
                WorkContext(
                    parameters: Dictionary(uniqueKeysWithValues: parameters.values.map { ($0.name, $0.value.text) })
                ) { _ in })
            let evaluator = ProgramEvaluator(turns)
            var runOptions = RunOptions()
            runOptions.seed = options.seed
            runOptions.force = options.force
            // What is expected to fail would end the program, and is not in it.
            runOptions.only = Set(document.cells.filter { $0.attributes.raises == nil && !$0.attributes.allowsError }.map(\.id))
            let runner = Runner(
                document: document, parameters: parameters, evaluator: evaluator, options: runOptions, folder: folder,
                provenance: Provenance(
                    version: "program", gitRevision: nil, cpu: Provenance.cpuName(), blasKernel: nil,
                    threads: ProcessInfo.processInfo.activeProcessorCount,
                    system: ProcessInfo.processInfo.operatingSystemVersionString), observer: watcher.heard)
            evaluator.attach()
            TrapWatch.begin { [turns] signal in turns.fail(TrappedCell(signal: signal)) }
            Thread { [self] in
                let record = Supervisor.run(runner, idle: watcher.tick)
                if let error = runner.saveError { console.error(error.description) }
                let isFirst = !hasEnded.exchange(true, ordering: .sequentiallyConsistent)
                // A cell's `exit` is under way on the main thread, and there is no second.
                if !isFirst { _exit(Int32(record.exitCode == 0 ? 1 : record.exitCode)) }
                exit(Int32(record.exitCode))
            }.start()
            leaving.withLock { $0 = self }
            atexit { leaving.withLock(\.self)?.leave() }
        } catch {
            console.error("\(error)")
            exit(error is ParameterErrors ? 4 : 3)
        }
    }

    /// Dictionaries and sets keep one order in every run, as in a session. The runtime reads this as it starts.
    private static func orderHashes() {
        let name = "SWIFT_DETERMINISTIC_HASHING"
        guard getenv(name) == nil else { return }
        setenv(name, "1", 1)
        execv("/proc/self/exe", CommandLine.unsafeArgv)
    }

    /// A cell called `exit`: the run is brought to its end first, as one that failed there.
    private func leave() {
        if hasEnded.exchange(true, ordering: .sequentiallyConsistent) { return }
        turns.fail(ExitedCell())
    }

    func begin(_ cell: String) {
        finish()
        _ = turns.await { true }
    }

    func begins(_ cell: String, _ condition: () throws -> Bool) rethrows -> Bool {
        finish()
        return try turns.await(condition)
    }

    /// The cell that runs, if one does, has come to its end.
    private func finish() {
        Work.current.settleLiveShows()
        Work.current.settleMetrics()
        turns.finish()
    }

    func end() -> Never {
        finish()
        while true { sleep(1000) }
    }
}

/// The program whose cells run, for the end of the process.
private let leaving = Mutex<RunningProgram?>(nil)

/// A cell called `exit`.
private struct ExitedCell: Error, CustomStringConvertible {
    let description = "the cell called exit"
}

/// Makes what runs behind a `NotebookProgram`, which finds it by its symbol.
@_silgen_name("avts_program_make")
public func makeRunningProgram(_ text: String, _ file: String) -> any ProgramRunning { RunningProgram(text, file) }
