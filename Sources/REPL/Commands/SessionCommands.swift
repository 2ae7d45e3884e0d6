import Foundation

/// What looks at the session and changes it.
enum SessionCommands {
    static let table = [
        Command("vars", isPaged: true, help: "the names there are, with their types and values") { repl, _ in
            let variables = try repl.attend { Result { try repl.session.variables() } }.get().filter { !$0.name.hasPrefix("_") }
            guard !variables.isEmpty else { return repl.write("no names yet\n") }
            let names = variables.map(\.name.count).max() ?? 0, types = min(30, variables.map(\.type.count).max() ?? 0)
            for variable in variables {
                repl.write("  \(pad(variable.name, names))  \(pad(variable.type, types))  \(variable.value)\n")
            }
        },
        Command("type", "EXPR", isPaged: true, help: "the type of an expression, without running it") { repl, source in
            guard !source.isEmpty else { throw CommandError("the type of what? :type 1 + 2") }
            repl.write(try repl.attend { Result { try repl.session.type(of: source) } }.get() + "\n")
        },
        Command("time", "EXPR", help: "run something and say how long compiling, running and each layer took") { repl, source in
            guard !source.isEmpty else { throw CommandError("time what? :time fib(20)") }
            repl.session.measuresLayers = true
            defer { repl.session.measuresLayers = false }
            guard repl.evaluate(source) else { throw FailedEntry() }
            let (compiling, running) = repl.session.times
            repl.console.freshLine()
            repl.write("compiled in \(text(compiling)), ran in \(text(running))\n")
        },
        Command("seed", "[N]", help: "the seed of the random streams, or a new one") { repl, text in
            if text.isEmpty { return repl.write("\(repl.session.seed)\n") }
            guard let seed = UInt64(text) else { throw CommandError("`\(text)` is no seed: a whole number from 0 up") }
            repl.session.seed = seed
        },
        Command("reset", help: "forget every name") { repl, _ in try repl.reset() },
        Command("figures", isPaged: true, help: "the pictures, sounds and films shown so far") { repl, _ in
            repl.write(repl.figures.isEmpty ? "no figures yet\n" : repl.figures.map { "  \($0)\n" }.joined())
        },
    ]

    private static func text(_ time: Duration) -> String {
        time.formatted(
            .units(
                allowed: [.minutes, .seconds, .milliseconds, .microseconds], width: .abbreviated, maximumUnitCount: 1,
                fractionalPart: .show(length: time < .seconds(100) && time >= .seconds(1) ? 2 : 0)))
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
