import Files

/// What explains.
enum HelpCommands {
    static let table = [
        Command("help", "[NAME]", isPaged: true, help: "this list, or what NAME is") { repl, name in
            name.isEmpty ? repl.write(overview(repl.commands)) : try explain(name, repl)
        },
        Command("doc", "NAME", isPaged: true, help: "the documentation of NAME") { repl, name in
            guard !name.isEmpty else { throw CommandError("which name? :doc logFilterBank") }
            try explain(name, repl)
        },
        Command("quit", otherNames: ["q", "exit"], help: "leave; Ctrl-D, `exit` and `quit` do the same") { repl, _ in repl.leave()
        },
    ]

    private static func overview(_ commands: [Command]) -> String {
        let heads = commands.map { ":\($0.name)" + ($0.argument.isEmpty ? "" : " \($0.argument)") }
        let width = heads.map(\.count).max() ?? 0
        let rows = zip(heads, commands).map { head, command in
            "  " + head + String(repeating: " ", count: width - head.count + 2) + command.help + "\n"
        }
        return rows.joined() + """
              Tab completes. After an open brace more lines are asked for, indented; two blank lines end them.
              `_` is the last value. Ctrl-C clears the line or stops what runs, Ctrl-D leaves.
              What exceeds the screen is shown by $AVTS_PAGER, $PAGER or less; `AVTS_PAGER=cat` turns that off.

            """
    }

    private static func explain(_ name: String, _ repl: Repl) throws {
        if name.hasPrefix(":"), let command = repl.commands.first(where: { ":" + $0.name == name }) {
            repl.write(":\(command.name) \(command.argument)\n  \(command.help)\n")
        } else if let help = repl.attend({ repl.assistant?.help(name) }) {
            repl.write(help.hasSuffix("\n") ? help : help + "\n")
        } else {
            let known = repl.attend { ((try? repl.session.variables().map(\.name)) ?? []) + (repl.assistant?.helpNames ?? []) }
            throw CommandError(
                "nothing is called `\(name)`" + (nearest(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""))
        }
    }
}
