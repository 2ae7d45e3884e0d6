import CellCompiler
import Foundation
import Session
import SessionProtocol
import Work

struct HarnessError: Error, CustomStringConvertible { let description: String }

/// A session in which calls are compiled once and then run by their numbers, many in one run of a cell.
final class Harness {
    /// A call that did not end as it should, and what it did instead.
    struct Failure {
        let step: [Int]
        let words: String
    }

    private(set) var session: CellSession
    private(set) var failures: [Failure] = []
    /// How often calls ended in which way.
    private(set) var outcomes: [String: Int] = [:]
    private var last: [Int] = []
    private var parts: [(name: String, lines: [String])] = []
    private var badEnds = 0
    private var kept: [[Int]] = []
    /// What the compiler said of lines of the last cell that it refused.
    private(set) var said: [Int: String] = [:]
    private let warden = Warden()

    /// What takes the value of a call: all the ways it can be shown are tried.
    static let beginning = """
        func use(_ value: Any) { _ = "\\(value)".utf8.count; if let figure = value as? any Showable { _ = figure.representations() } }
        struct Nothing: Error {}
        func there<Value>(_ value: Value?) throws -> Value { if let value { return value } else { throw Nothing() } }
        """

    init(_ compiler: Compiler) throws {
        session = try CellSession(compiler: compiler) { _ in }
        listen()
    }

    private func listen() {
        session.onEvent = { [unowned self] event in
            guard case .record("call", .text(let step), _) = event else { return }
            last = Self.numbers(step)
        }
    }

    private static func numbers(_ text: String) -> [Int] { text.split(separator: ",").compactMap { Int($0) } }

    /// Compiles and runs cells of lines in a fresh session, and gives the numbers of the lines of the last that do not compile.
    func load(_ cells: [(name: String, lines: [String])]) throws -> Set<Int> {
        parts = cells
        session.parameters["plan"] = ""
        try session.reset()
        badEnds = 0
        var dropped: Set<Int> = []
        for index in parts.indices {
            said = [:]
            dropped = try evaluate(index)
        }
        warden.watch(session.processID)
        return dropped
    }

    private func evaluate(_ index: Int) throws -> Set<Int> {
        var dropped: Set<Int> = []
        for _ in 0..<12 {
            do {
                let text = parts[index].lines.joined(separator: "\n")
                try session.evaluate(CellText(text, id: parts[index].name, file: parts[index].name), limit: 60)
                return dropped
            } catch let error as CellError where error.kind == .type || error.kind == .syntax {
                let lines = Set(([error.line] + error.trace.compactMap { Self.line($0, parts[index].name) }).map { $0 - 1 })
                said.merge(
                    [(error.line - 1, error.message)]
                        + error.trace.compactMap { note in
                            Self.line(note, parts[index].name).map { ($0 - 1, note.lines[0]) }
                        }
                ) { first, _ in first }
                for line in lines where parts[index].lines.indices.contains(line) { parts[index].lines[line] = "" }
                dropped.formUnion(lines)
            }
        }
        throw HarnessError(description: "the cell `\(parts[index].name)` does not compile")
    }

    /// The line of `name:12:5: error: …`.
    private static func line(_ text: String, _ name: String) -> Int? {
        guard text.hasPrefix("\(name):"), text.contains(": error: ") else { return nil }
        return Int(text.dropFirst(name.utf8.count + 1).prefix { $0.isNumber })
    }

    /// What reads a plan and follows it; `call(_:_:)` is the last cell's own.
    static let follower = """
        for step in parameter("plan", "").split(separator: ";") {
            let numbers = step.split(separator: ",").map { Int($0)! }
            Work.current.hear(.record(name: "call", value: .text(String(step)), unit: nil))
            do { try call(numbers[0], Array(numbers.dropFirst())) } catch { use(error) }
        }
        """

    /// Runs calls by number, each step the call's and its operands'; gives those that ended as a value or an error that was thrown.
    func good(_ steps: [[Int]], limit: Double) throws -> [[Int]] {
        kept = []
        _ = try run(steps, limit: limit, seconds: .infinity)
        return kept
    }

    /// Runs calls for some seconds and gives how many those were: what makes files by the thousand is not to keep all others waiting.
    func run(_ steps: [[Int]], limit: Double = 3, seconds: Double) throws -> Int {
        var rest = steps[...]
        let end = Date() + seconds
        while !rest.isEmpty, Date() < end {
            let chunk = rest.prefix(100)
            session.parameters["plan"] = chunk.map { $0.map(String.init).joined(separator: ",") }.joined(separator: ";")
            last = chunk.first ?? []
            let began = Date()
            do {
                let ending = try warden.allowing(limit + 15) { try session.again(limit: limit) }
                let position = ending.kind == .finished ? chunk.endIndex : chunk.firstIndex(of: last) ?? chunk.startIndex
                kept += chunk[..<position]
                outcomes["well", default: 0] += position - chunk.startIndex
                rest = rest[position...]
                if ending.kind == .finished { continue }
                badEnds += 1
                // What others before it used up of the time was not its own.
                if case .stopped = ending.kind, position > chunk.startIndex, !ending.isUnsound { continue }
                rest = rest.dropFirst()
                judge(ending, late: Date().timeIntervalSince(began) - limit)
                if badEnds >= 400 || ending.isUnsound { try begin() }
            } catch let error as CellError {
                let position = chunk.firstIndex(of: last) ?? chunk.startIndex
                kept += chunk[..<position]
                rest = rest[position...].dropFirst()
                fail(warden.complaint ?? error.message)
                try begin()
            }
        }
        return steps.count - rest.count
    }

    private func begin() throws {
        _ = try load(parts)
    }

    /// `late`: seconds beyond what the run was allowed.
    private func judge(_ ending: CellEnding, late: Double) {
        if ending.isUnsound { return fail("did not stop when its time was up") }
        if late > 7 { return fail("went on for \(Int(late)) s when its time was up") }
        switch ending.kind {
        case .threw(let name): outcomes[name, default: 0] += 1
        case .stopped: outcomes["the time is up", default: 0] += 1
        case .trapped(let signal): fail("trapped (signal \(signal)) \(place(ending)): \(ending.message)")
        case .stackOverflow: fail("used up the stack")
        default: fail("ended with \(ending.kind): \(ending.message)")
        }
    }

    /// Where in the library the code stood, and the check that stopped it.
    private func place(_ ending: CellEnding) -> String {
        let library = session.compiler.library.library
        let frames = Symbolizer(session.compiler.toolchain).frames(
            ending.frames.prefix(12).filter { $0.image.hasSuffix("libAVTSKit.so") }.map(\.offset), in: library)
        let place = frames.flatMap(\.places).first { $0.file.contains("/Sources/") }
        let file = place.map { "at \($0.file.split(separator: "/").last ?? ""):\($0.line)" } ?? "outside the library"
        return file + (frames.compactMap(\.failure).first.map { " (\($0))" } ?? "")
    }

    private func fail(_ words: String) {
        outcomes["findings", default: 0] += 1
        failures.append(Failure(step: last, words: words))
    }
}
