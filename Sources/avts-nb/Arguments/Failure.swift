import ArgumentParser
import Terminal

/// A failure that ends the process with its own exit code, after its message.
struct Failure: Error {
    enum Code: Int32 {
        case notANotebook = 3
        case parameters = 4
        case usage = 64
        case noInput = 66
        case noToolchain = 69
        case cannotWrite = 73
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension ParsableCommand {
    /// Runs the body; a ``Failure`` is printed and becomes the exit code.
    func reporting(on console: Console, _ body: () throws -> Int32) throws {
        do {
            let code = try body()
            if code != 0 { throw ExitCode(code) }
        } catch let failure as Failure {
            RankPart.speak(console, failure.message)
            throw ExitCode(failure.code.rawValue)
        }
    }
}
