/// A program made of a notebook: the cells are the program's own code, everything around them is the runner's.
///
/// Made and used on the main thread, by the text that `avts-nb export --to swift` writes.
public final class NotebookProgram {
    private let running: any ProgramRunning

    /// Reads the command line and begins the run; where the command line is wrong, says so and ends the program.
    ///
    /// - Parameters:
    ///   - text: the notebook.
    ///   - file: its name, beside which `NAME.out` is written, in the current folder.
    public init(_ text: String, file: String) { running = makeRunningProgram(text, file) }

    /// Ends the cell before, and waits until the one of this name should run: what follows is its code.
    public func begin(_ cell: String) { running.begin(cell) }

    /// The same for a cell with a condition; false when it is to be left out.
    ///
    /// - Throws: what the condition throws. It need not, and the `try` that the text has for all of them is none too many.
    public func begins(_ cell: String, if condition: @autoclosure () throws -> Bool) throws -> Bool {
        try running.begins(cell, condition)
    }

    /// Ends the last cell; the program ends with the run's exit code.
    public func end() -> Never { running.end() }
}

/// What ProgramRuntime does.
public protocol ProgramRunning {
    /// Ends the cell before, and waits until the one of this name should run.
    func begin(_ cell: String)
    /// The same for a cell with a condition; false when it is to be left out.
    func begins(_ cell: String, _ condition: () throws -> Bool) rethrows -> Bool
    /// Ends the last cell, and the program with the run's exit code.
    func end() -> Never
}

@_silgen_name("avts_program_make")
private func makeRunningProgram(_ text: String, _ file: String) -> any ProgramRunning
