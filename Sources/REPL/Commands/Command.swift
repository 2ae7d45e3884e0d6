/// A `:command`: a row of the table that `:help` is made from.
package struct Command: Sendable {
    /// The name without its colon.
    package let name: String
    /// Others that it answers to.
    package let otherNames: [String]
    /// What it takes, as the help shows it: `FILE[#id]`.
    package let argument: String
    package let help: String
    /// Whether the tab key completes its argument with names of files.
    package let takesFile: Bool
    /// Whether it only looks: what it writes is shown as a whole, by a pager where it exceeds the screen.
    package let isPaged: Bool
    package let action: @Sendable (Repl, String) throws -> Void

    package init(
        _ name: String, _ argument: String = "", otherNames: [String] = [], takesFile: Bool = false, isPaged: Bool = false,
        help: String,
        action: @escaping @Sendable (Repl, String) throws -> Void
    ) {
        self.name = name
        self.otherNames = otherNames
        self.argument = argument
        self.help = help
        self.takesFile = takesFile
        self.isPaged = isPaged
        self.action = action
    }
}

/// A command ended with an entry that failed, which has been said already.
package struct FailedEntry: Error {
    package init() {}
}

/// A command that could not do what it was asked.
package struct CommandError: Error, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
