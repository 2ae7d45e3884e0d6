import ArgumentParser
import Foundation
import Script

/// The language of cells on scalar work, beside CPython on the same programs where one is found.
struct ScriptBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "script", abstract: "Cells beside CPython.")

    @OptionGroup var options: MeasurementOptions

    @Option(help: "The Python to compare with; 'none' for none.")
    var python = "python3"

    func run() throws {
        for program in Self.programs {
            let session = Session()
            session.onEvent = { _ in }
            try Measurement.measure("\(program.name), cells", options: options) {
                _ = try session.evaluate(program.cell)
            }.report(options)
            if let seconds = try pythonSeconds(program.python) {
                print("\(program.name), python: \(String(format: "%.2f", seconds * 1000)) ms")
            }
        }
    }

    /// The median of as many runs in one interpreter, after a warm-up; nil when there is no Python.
    private func pythonSeconds(_ program: String) throws -> Double? {
        guard python != "none" else { return nil }
        let body = program.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        let timed = """
            import time
            def work():
            \(body)
            work()
            times = []
            for _ in range(\(options.runs)):
                start = time.perf_counter()
                work()
                times.append(time.perf_counter() - start)
            print(sorted(times)[len(times) // 2])
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, "-c", timed]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Double(answer.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private struct Program {
        let name: String
        let cell: String
        let python: String
    }

    private static let programs = [
        Program(
            name: "fib(25)",
            cell: "func fib(_ n: Int) -> Int { if n < 2 { return n }; return fib(n - 1) + fib(n - 2) }\n_ = fib(25)",
            python: """
                def fib(n):
                    if n < 2: return n
                    return fib(n - 1) + fib(n - 2)
                fib(25)
                """),
        Program(
            name: "10⁶ turns",
            cell: "var sum = 0\nfor i in 0..<1000 { for j in 0..<1000 { sum += i * j % 7 } }",
            python: """
                s = 0
                for i in range(1000):
                    for j in range(1000): s += i * j % 7
                """),
        Program(
            name: "string building", cell: "var text = \"\"\nfor i in 0..<200_000 { text += String(i); text += \",\" }",
            python: """
                s = ""
                for i in range(200000):
                    s += str(i)
                    s += ","
                """),
        Program(
            name: "array sorting",
            cell: """
                var x = 12345
                var list: [Int] = []
                for _ in 0..<200_000 { x = (x * 1103515245 + 12345) % 2147483648; list.append(x) }
                list.sort()
                """,
            python: """
                x = 12345
                a = []
                for _ in range(200000):
                    x = (x * 1103515245 + 12345) % 2147483648
                    a.append(x)
                a.sort()
                """),
        Program(
            name: "dictionary counting",
            cell: """
                let words = ["the", "cat", "sat", "on", "mat"]
                var counts: [String: Int] = [:]
                for i in 0..<500_000 { counts[words[i % 5], default: 0] += 1 }
                """,
            python: """
                w = ["the", "cat", "sat", "on", "mat"]
                c = {}
                for i in range(500000): c[w[i % 5]] = c.get(w[i % 5], 0) + 1
                """),
    ]
}
