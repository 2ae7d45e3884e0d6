import Foundation

/// What shows text that exceeds the screen.
package struct Pager {
    /// A line of shell.
    package let command: String
    /// Who names it.
    package let source: String

    /// `$AVTS_PAGER`, else `$PAGER`, else less; nil where that is empty or `cat`, or no less is there.
    package init?(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        for name in ["AVTS_PAGER", "PAGER"] {
            guard let said = environment[name] else { continue }
            let command = said.trimmingCharacters(in: .whitespacesAndNewlines)
            if ["", "cat"].contains(command) { return nil }
            (self.command, source) = (command, "$" + name)
            return
        }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        guard folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/less") }) else { return nil }
        (command, source) = ("less", "the default")
    }

    /// Whether a text fills more than the screen, with a line for the prompt beneath it.
    package static func isWanted(for text: String, on size: TerminalSize = .now()) -> Bool {
        ScreenText.rows(of: text, columns: size.columns, upTo: size.rows) >= size.rows
    }

    /// Shows a text.
    ///
    /// - Returns: why nothing was shown, nil where it was; and the signal that asks this process to end, if one came.
    package func show(_ text: String, signals: SignalPipe) -> (failure: String?, asked: Int32?) {
        let isSet = ProcessInfo.processInfo.environment["LESS"] != nil
        // Colours, no pager for what fits after all, and the text stays on the screen.
        let (ending, asked) = ForegroundProgram.run(
            command, environment: isSet ? [:] : ["LESS": "-R -F -X"], input: Array(text.utf8), signals: signals)
        switch ending {
        case .exited(0), .exited(128 + SIGINT), .killed(SIGINT): return (nil, asked)
        case .exited(127): return ("the pager `\(command)` (\(source)) was not found", asked)
        case .exited(let code): return ("the pager `\(command)` (\(source)) ended with \(code)", asked)
        case .killed(let signal): return ("the pager `\(command)` (\(source)) was ended by signal \(signal)", asked)
        case .notStarted(let reason): return ("the pager `\(command)` (\(source)) did not start: \(reason)", asked)
        }
    }
}
