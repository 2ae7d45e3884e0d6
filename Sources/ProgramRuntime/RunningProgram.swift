import Foundation
import Notebook
import Program
import Terminal
import Work

/// A notebook's runner, which hands the word to the main thread cell by cell.
final class RunningProgram: ProgramRunning {
    private let turns = CellTurns()

    init(_ text: String, _ file: String) {
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
            Thread {
                let record = Supervisor.run(runner, idle: watcher.tick)
                if let error = runner.saveError { console.error(error.description) }
                exit(Int32(record.exitCode))
            }.start()
        } catch {
            console.error("\(error)")
            exit(error is ParameterErrors ? 4 : 3)
        }
    }

    func begin(_ cell: String) {
        turns.finish()
        _ = turns.await { true }
    }

    func begins(_ cell: String, _ condition: () throws -> Bool) rethrows -> Bool {
        turns.finish()
        return try turns.await(condition)
    }

    func end() -> Never {
        turns.finish()
        while true { sleep(1000) }
    }
}

/// Makes what runs behind a `NotebookProgram`, which finds it by its symbol.
@_silgen_name("avts_program_make")
public func makeRunningProgram(_ text: String, _ file: String) -> any ProgramRunning { RunningProgram(text, file) }
