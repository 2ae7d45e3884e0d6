import Foundation
import Ranks
import Work

// One of the processes that RanksTests starts by mpirun: does a scenario with the others, and says how it went.

let scenarios: [String: (RankGroup) throws -> Void] = [
    "exchanges": exchanges, "pieces": pieces, "layers": layers, "steps": steps, "mismatch": mismatch, "failing": failing,
    "leaving": leaving, "silent": silent, "numbers": numbers,
]

do {
    try Ranks.join()
    guard let name = CommandLine.arguments.dropFirst().first, let scenario = scenarios[name], let group = Ranks.current else {
        say("found \(CommandLine.arguments.dropFirst()), expected mpirun and one of \(scenarios.keys.sorted())")
        exit(64)
    }
    Ranks.cellBegins()
    try scenario(group)
    say("rank \(group.rank): ok")
    exit(Ranks.leave() ? 0 : 3)
} catch {
    say("rank \(Ranks.rank): \(error)")
    exit(1)
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String
}

func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw Unexpected(description: what()) }
}

/// A line at once, however this process ends.
func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
