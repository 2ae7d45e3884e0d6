import Foundation
import Terminal
import Work

/// The command line of a program made of a notebook.
struct ProgramOptions {
    private(set) var assignments: [(name: String, text: String)] = []
    private(set) var out: String?
    private(set) var seed: UInt64?
    private(set) var isQuiet = false
    private(set) var force = false

    /// Reads `CommandLine.arguments`; what is wrong is said with the usage, and ends the program with exit code 64.
    init(file: String) {
        if RankLaunch.current.isShared {
            // Of several that do the same one is enough.
            if !RankLaunch.current.isFirst { exit(0) }
            let note =
                "a native program is one process: the other \(RankLaunch.current.count - 1) of this job do nothing; "
                + "`mpirun … avts-nb run` divides a training among them\n"
            FileHandle.standardError.write(Data(note.utf8))
        }
        var words = CommandLine.arguments.dropFirst()
        func value(_ option: String) -> String {
            guard let word = words.popFirst() else { Self.leave("\(option) wants a value", file) }
            return word
        }
        while let word = words.popFirst() {
            switch word {
            case "-p", "--param":
                let assignment = value(word)
                guard let equals = assignment.firstIndex(of: "=") else {
                    Self.leave("found \(assignment), expected name=value", file)
                }
                assignments.append((String(assignment[..<equals]), String(assignment[assignment.index(after: equals)...])))
            case "--out": out = value(word)
            case "--seed":
                let text = value(word)
                guard let number = UInt64(text) else { Self.leave("found \(text), expected a whole number from 0 up", file) }
                seed = number
            case "--threads":
                let text = value(word)
                guard let count = Int(text), (1...256).contains(count) else {
                    Self.leave("found \(text), expected 1 to 256 threads", file)
                }
                setenv("AVTS_THREADS", text, 1)
            case "-q", "--quiet": isQuiet = true
            case "--force": force = true
            case "-h", "--help":
                print(Self.usage(file))
                exit(0)
            default: Self.leave("found \(word), expected an option", file)
            }
        }
    }

    private static func leave(_ why: String, _ file: String) -> Never {
        FileHandle.standardError.write(Data(VisibleText.of("error: \(why)\n\(usage(file))\n").utf8))
        exit(64)
    }

    private static func usage(_ file: String) -> String {
        let name = URL(fileURLWithPath: CommandLine.arguments[0]).lastPathComponent
        return """
            usage: \(name) [-p name=value]… [--out folder] [--seed n] [--threads n] [--force] [-q]
            \(file) as a program: writes run.json, report.html and figures as `avts-nb run` does.
            """
    }
}
