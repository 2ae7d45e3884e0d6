import ArgumentParser
import Notebook
import Terminal

extension ColorChoice: ExpressibleByArgument {}

/// A length of time as an option takes it.
struct TimeOption: ExpressibleByArgument {
    let seconds: Double

    init?(argument: String) {
        guard let seconds = TimeSpan.seconds(argument) else { return nil }
        self.seconds = seconds
    }
}

/// Options of every command that evaluates cells.
struct SessionOptions: ParsableArguments {
    @Option(
        name: [.customShort("p"), .customLong("param")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Set a parameter.", valueName: "name=value"))
    var parameters: [String] = []

    @Option(name: .customLong("params-file"), help: ArgumentHelp("Read parameters from a YAML or JSON file.", valueName: "file"))
    var parametersFile: String?

    @Option(help: "The seed of every random stream, in place of the notebook's.")
    var seed: UInt64?

    @Option(help: "The number of threads; all cores unless said.")
    var threads: Int?

    @Option(help: "Colours: auto, always, never.")
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Print errors only.")
    var quiet = false

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    }
}

/// Options of what becomes of earlier runs and of what is in the way.
struct KeepingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many runs are kept whole; of older ones the record stays.", valueName: "count"))
    var keep = 10

    @Flag(help: "Move aside what is in the way in the output folder.")
    var force = false

    func validate() throws {
        if keep < 1 { throw ValidationError("--keep must be at least 1, the run itself") }
    }
}

/// Options that choose and limit the cells of a run.
struct SelectionOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Run only this cell, and those that it needs; may be repeated.", valueName: "id"))
    var only: [String] = []

    @Flag(help: "Run the chosen cells alone, without those that they seem to need.")
    var alone = false

    @Option(help: ArgumentHelp("Begin with this cell.", valueName: "id"))
    var from: String?

    @Option(help: ArgumentHelp("End with this cell.", valueName: "id"))
    var upto: String?

    @Option(help: ArgumentHelp("Stop the run after this time: 90s, 10m, 2h.", valueName: "time"))
    var timeout: TimeOption?

    @Option(name: .customLong("cell-timeout"), help: ArgumentHelp("Stop a cell after this time.", valueName: "time"))
    var cellTimeout: TimeOption?

    @Flag(name: .customLong("keep-going"), help: "Go on after a cell that failed.")
    var keepGoing = false

    func options(seed: UInt64?, for document: Document, _ console: Console) throws -> RunOptions {
        var options = RunOptions()
        options.seed = seed
        options.only = Set(only)
        options.from = from
        options.upTo = upto
        options.timeout = timeout?.seconds
        options.cellTimeout = cellTimeout?.seconds
        options.keepsGoing = keepGoing
        if let (id, suggestion) = options.unknownCells(in: document).first {
            throw Failure(.usage, "no cell has the id `\(id)`" + (suggestion.map { "; \($0)" } ?? ""))
        }
        if alone { return options }
        let needed = NeededCells(options, of: document)
        options.needed = needed.ids
        if let message = needed.message { console.note(message) }
        return options
    }
}
