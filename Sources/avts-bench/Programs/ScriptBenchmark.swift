import ArgumentParser
import CellCompiler
import Foundation
import Session
import Work

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
        for (name, source) in ScriptPrograms.all {
            var (peers, turns): ([Turn], [Turn]) = ([], [])
            for _ in 0..<Self.turns {
                if let peer = pythonSeconds(name) { peers.append(peer) }
                turns.append(try cells(name, source))
            }
            // The turn in the middle stands for all.
            let own = turns.sorted { $0.median < $1.median }[Self.turns / 2]
            if options.json {
                print(String(decoding: try JSONEncoder().encode(own), as: UTF8.self))
                continue
            }
            var line = name.padding(toLength: max(22, name.count), withPad: " ", startingAt: 0)
            line += String(format: "%9.3f ms (%.3f–%.3f)", own.median * 1e3, own.minimum * 1e3, own.maximum * 1e3)
            if let peer = peers.sorted(by: { $0.median < $1.median }).dropFirst(peers.count / 2).first {
                guard abs(peer.value - own.value) <= 1e-9 * abs(own.value) else {
                    throw ValidationError(
                        "script: \(name) gives \(own.value) in cells and \(peer.value) in \(peer.implementation)")
                }
                line += String(format: ", %@ %.2f ms: ", peer.implementation, peer.median * 1e3)
                line += String(format: "%.1f times as fast", peer.median / own.median)
            }
            print(line)
        }
    }

    /// As many runs of the program within one cell, after one to warm up; compiling is not counted.
    private func cells(_ name: String, _ source: String) throws -> Turn {
        var values: [String: Double] = [:]
        let session = try CellSession(compiler: Compiler(toolchain: .find(), library: .find())) { event in
            if case .record(let name, .number(let value), _) = event { values[name] = value }
        }
        try session.evaluate(
            CellText(
                """
                func program() -> Double {
                \(source)
                }
                record("value", program())
                var seconds: [Double] = []
                for _ in 0..<\(options.runs) {
                    let start = ContinuousClock.now
                    record("value", program())
                    seconds.append((ContinuousClock.now - start) / .seconds(1))
                }
                seconds.sort()
                record("median", seconds[seconds.count / 2])
                record("minimum", seconds[0])
                record("maximum", seconds[seconds.count - 1])
                """, file: name))
        return Turn(
            name: name, median: values["median"] ?? .nan, minimum: values["minimum"] ?? .nan, maximum: values["maximum"] ?? .nan,
            value: values["value"] ?? .nan, implementation: "cells")
    }

    /// As many runs of the program in an interpreter of its own; nil when there is no Python.
    private func pythonSeconds(_ program: String) -> Turn? {
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
        return try? JSONDecoder().decode(Turn.self, from: line)
    }

    /// Seconds of the runs of one turn, and what the program gave.
    private struct Turn: Codable {
        var name: String
        var median: Double
        var minimum: Double
        var maximum: Double
        var value: Double
        var implementation: String
    }
}
