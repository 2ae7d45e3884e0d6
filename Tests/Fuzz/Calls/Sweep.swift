import CellCompiler
import Foundation

/// Calls everything that the library declares in public, with operands at the ends of their types.
struct Sweep {
    private let harness: Harness
    private let samples: Samples
    private var providers: Providers
    private var calls: [Call] = []
    /// Signatures of those for which no call can be written, by the type that nothing is known of.
    private var missing: [String: [String]] = [:]
    private var refused: [String] = []
    private let operations: [Operation]
    private var count = 0
    private var reached = Set<String>()
    private var random: Chance

    init(seed: UInt64, only: String?) throws {
        let compiler = try Compiler(toolchain: .find(), library: .find())
        let graph = try SymbolGraph.library(compiler)
        let all = graph.symbols.compactMap(Operation.init)
        operations = all.filter { operation in only.map { operation.signature.contains($0) } ?? true }
        harness = try Harness(compiler)
        var samples = Samples(all, conformers: graph.conformers)
        try samples.search(harness)
        self.samples = samples
        providers = Providers(samples.operands)
        random = Chance(seed: seed)
        for operation in operations {
            var type = ""
            for isSetting in operation.isSettable ? [false, true] : [false] {
                if let call = Call(operation, isSetting: isSetting, &providers, protocols: samples.protocols, missing: &type) {
                    calls.append(call)
                } else if !isSetting {
                    missing[type, default: []].append(operation.signature)
                }
            }
        }
        // Where the time is short, another seed begins elsewhere.
        if !calls.isEmpty {
            let first = Int((seed &- 1) % 7) * calls.count / 7
            calls = Array(calls[first...] + calls[..<first])
        }
    }

    /// Calls for some seconds; true where all ended as they should.
    mutating func run(seconds: Double) throws -> Bool {
        let end = Date() + seconds
        var reported = Set<String>()
        var findings = 0
        for failure in samples.failures where reported.insert("\(failure.what) \(failure.words)").inserted {
            findings += 1
            try Finding(number: findings, words: failure.words, what: failure.what)
                .keep((Harness.beginning.lines + Samples.beginning.lines).joined(separator: "\n") + "\n" + failure.cell)
        }
        for turn in 0... {
            for start in stride(from: 0, to: calls.count, by: 150) {
                guard Date() < end else { break }
                let some = Array(calls[start..<min(start + 150, calls.count)])
                let dropped = try load(some)
                if turn == 0 {
                    refused += some.indices.filter(dropped.contains).map {
                        "\(some[$0].operation.signature): \(harness.said[$0] ?? "")"
                    }
                }
                let before = harness.failures.count
                for (number, call) in some.enumerated() where !dropped.contains(number) && Date() < end {
                    let choices = turn == 0 ? choices(call) : (0..<20).map { _ in mixed(call) }
                    reached.insert(call.operation.signature)
                    count += try harness.run(choices.map { [number] + $0 }, seconds: 10)
                }
                for failure in harness.failures[before...] where failure.step.count > 0 {
                    let call = some[failure.step[0]]
                    guard reported.insert("\(call.operation.signature) \(failure.words)").inserted else { continue }
                    findings += 1
                    try Finding(number: findings, words: failure.words, what: call.operation.signature)
                        .keep(text(call, Array(failure.step.dropFirst())))
                }
            }
            if Date() >= end || calls.isEmpty { break }
        }
        report()
        return findings == 0
    }

    private func load(_ some: [Call]) throws -> Set<Int> {
        let lines = some.enumerated().map { $0.element.definition($0.offset) }
        return try harness.load([
            ("beginning", Harness.beginning.lines + Samples.beginning.lines + samples.definitions),
            ("operands", providers.definitions),
            (
                "calls",
                lines + ["func call(_ n: Int, _ k: [Int]) throws { switch n {"]
                    + lines.indices.map { "case \($0): try c\($0)(k)" } + ["default: break } }", Harness.follower]
            ),
        ])
    }

    /// Ordinary operands, one out of the ordinary at a time, then all at once.
    private func choices(_ call: Call) -> [[Int]] {
        let counts = call.counts(providers)
        let ordinary = counts.map { _ in 0 }
        var result = [ordinary]
        for (place, count) in counts.enumerated() {
            for odd in 1..<max(count, 1) {
                var choice = ordinary
                choice[place] = odd
                result.append(choice)
            }
        }
        if counts.count > 1 { result += (1..<8).map { turn in counts.map { turn % $0 } } }
        return result
    }

    private mutating func mixed(_ call: Call) -> [Int] {
        call.counts(providers).map { random.below(2) == 0 ? 0 : random.below($0) }
    }

    /// A cell by itself: the call, and what makes the objects it speaks of.
    private func text(_ call: Call, _ choice: [Int]) -> String {
        let all = Harness.beginning.lines + Samples.beginning.lines + samples.definitions
        var used = ["do { \(call.text(choice, providers)) }"]
        var open = used
        while let line = open.popLast() {
            for definition in all where !used.contains(definition) {
                let name = definition.split(separator: " ").dropFirst().first?.prefix { $0 != "(" && $0 != "{" } ?? ""
                guard line.contains("\(name)(") || line.contains("\(name).data") else { continue }
                used.insert(definition, at: 0)
                open.append(definition)
            }
        }
        return used.joined(separator: "\n")
    }

    private func report() {
        for (type, signatures) in missing.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
            print("no operand of \(type): \(signatures.count) operations, as \(signatures[0])")
        }
        for signature in refused { print("the compiler refuses the call of \(signature)") }
        let outcomes = harness.outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        print("outcomes: \(outcomes.joined(separator: ", "))")
        let out = missing.values.map(\.count).reduce(0, +) + refused.count
        let late = operations.count - out - reached.count
        print("\(count) calls of \(reached.count) operations; \(out) cannot be called, for \(late) there was no time")
    }
}
