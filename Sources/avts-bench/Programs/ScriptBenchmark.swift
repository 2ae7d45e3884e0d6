import ArgumentParser
import Foundation
import Script

/// The language of cells on scalar work, beside CPython on the same programs where one is found.
struct ScriptBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "script", abstract: "Cells beside CPython.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "The Python to compare with; 'none' for none.")
    var python = "python3"

    @Option(help: "The same programs for it.")
    var peer = "Tests/Reference/bench_script.py"

    /// How often Python and cells take turns: a machine that is shared changes its speed from one second to the next.
    private static let turns = 5

    func run() throws {
        for program in Self.programs {
            if options.json {
                try cells(program).report(options)
                continue
            }
            var (peers, measurements): ([Peer], [Measurement]) = ([], [])
            for _ in 0..<Self.turns {
                if let peer = pythonSeconds(program.name) { peers.append(peer) }
                measurements.append(try cells(program))
            }
            // The turn in the middle stands for all.
            let own = measurements.sorted { $0.median < $1.median }[Self.turns / 2]
            try own.report(options)
            guard let peer = peers.sorted(by: { $0.median < $1.median }).dropFirst(peers.count / 2).first else { continue }
            let range = [peer.median, peer.minimum, peer.maximum].map { String(format: "%.2f", $0 * 1000) }
            let ratio = String(format: "%.2f", peer.median / own.median)
            print("  the same in \(peer.implementation): \(range[0]) ms (\(range[1])–\(range[2])), \(ratio) times as long")
        }
    }

    private func cells(_ program: Program) throws -> Measurement {
        let session = Session()
        session.onEvent = { _ in }
        return try Measurement.measure(program.name, options: options, implementation: "cells") {
            _ = try session.evaluate(program.cell)
        }
    }

    /// As many runs of the program in an interpreter of its own; nil when there is no Python.
    private func pythonSeconds(_ program: String) -> Peer? {
        guard python != "none" else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, peer, "--runs", "\(options.runs)", "--only", program]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let line = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try? JSONDecoder().decode(Peer.self, from: line)
    }

    /// Seconds of the runs in Python.
    private struct Peer: Decodable {
        let median: Double
        let minimum: Double
        let maximum: Double
        let implementation: String
    }

    private struct Program {
        let name: String
        let cell: String
    }

    private static let programs = [
        Program(
            name: "fib(25)",
            cell: "func fib(_ n: Int) -> Int { if n < 2 { return n }; return fib(n - 1) + fib(n - 2) }\n_ = fib(25)"),
        Program(
            name: "10⁶ turns",
            cell: "var sum = 0\nfor i in 0..<1000 { for j in 0..<1000 { sum += i * j % 7 } }"),
        Program(
            name: "string building", cell: "var text = \"\"\nfor i in 0..<200_000 { text += String(i); text += \",\" }"),
        Program(
            name: "array sorting",
            cell: """
                var x = 12345
                var list: [Int] = []
                for _ in 0..<200_000 { x = (x * 1103515245 + 12345) % 2147483648; list.append(x) }
                list.sort()
                """),
        Program(
            name: "dictionary counting",
            cell: """
                let words = ["the", "cat", "sat", "on", "mat"]
                var counts: [String: Int] = [:]
                for i in 0..<500_000 { counts[words[i % 5], default: 0] += 1 }
                """),
    ]
}
