import CellCompiler

/// Objects of the library, found by trying what makes one on ordinary operands.
struct Samples {
    /// `func s3() throws -> Linear { try Linear(2, 2) }`, one a line.
    private(set) var definitions: [String] = []
    private(set) var operands: Operands
    private let operations: [Operation]
    private var tried = Set<String>()
    private static let most = 4

    /// What a search would not find by itself, and the types it is an object of.
    private static let given: [(expression: String, types: [String])] = [
        ("Configuration(scale: \"smoke\")", ["Configuration"]),
        ("Sequential([Linear(3, 2), ReLU()])", ["Sequential"]),
        ("SGD(Linear(3, 2).parameters, momentum: 0.5)", ["SGD"]),
        ("PretrainingData.synthetic(scale: \"smoke\")", ["PretrainingData"]),
        ("Given.data.train", ["VideoSet"]),
        ("Pretraining(Given.data, Configuration(scale: \"smoke\"), seed: 0)", ["Pretraining"]),
        ("Pretraining(Given.data, Configuration(scale: \"smoke\"), seed: 0).train([])", ["PretrainedPair"]),
        ("ClipReader(Given.data.train.path(0))", ["ClipReader"]),
        ("ClipReader(Given.data.train.path(0)).waveform(duration: 0.5)", ["Waveform"]),
        ("ClipReader(Given.data.train.path(0)).frames(duration: 0.5, size: FrameSize(square: 8))", ["FrameSequence"]),
    ]

    /// Things that take long to make are made once.
    static let beginning = """
        enum Given { static let data = try! PretrainingData.synthetic(scale: "smoke") }
        """

    init(_ operations: [Operation], conformers: [String: [String]]) {
        self.operations = operations
        operands = Operands(conformers: conformers)
        for operation in operations where operation.form == .enumCase && operation.operands.isEmpty {
            add("\(operation.owner ?? "").\(operation.name)", ofTypes: [operation.owner ?? ""])
        }
    }

    private mutating func add(_ expression: String, ofTypes types: [String]) {
        let name = "s\(definitions.count)"
        let type = types[0]
        definitions.append("func \(name)() throws -> \(type) { try \(expression) }")
        for type in types { operands.objects[type, default: []].append("\(name)()") }
    }

    /// What one turn finds, the next may need.
    mutating func search(_ harness: Harness) throws {
        try take(Self.given.map { ($0.expression, $0.types) }, harness)
        for turn in [0, 0, 0, 1, 0, 2] {
            var providers = Providers(operands)
            var candidates: [(String, [String])] = []
            var counts: [String: Int] = [:]
            for operation in operations.sorted(by: { $0.needed < $1.needed }) {
                guard let type = operation.made, isLibrary(type), operands.objects[type, default: []].count < Self.most,
                    counts[type, default: 0] < 2 * Self.most
                else { continue }
                var missing = ""
                guard let call = Call(operation, &providers, protocols: protocols, missing: &missing) else { continue }
                let isOptional = operation.isFailable || operation.result?.trimmedDescription.hasSuffix("?") ?? false
                let value = call.maker(providers, turn: turn)
                let maker = isOptional ? "try there(\(value))" : value
                guard tried.insert(maker).inserted else { continue }
                counts[type, default: 0] += 1
                candidates.append((maker, [type]))
            }
            try take(candidates, harness)
        }
    }

    /// What did not end as it should while objects were looked for: words, expression, and a cell that does it again.
    private(set) var failures: [(words: String, what: String, cell: String)] = []

    /// Keeps those candidates that compile and run.
    private mutating func take(_ candidates: [(expression: String, types: [String])], _ harness: Harness) throws {
        for start in stride(from: 0, to: candidates.count, by: 200) {
            let some = Array(candidates[start..<min(start + 200, candidates.count)])
            let lines = some.enumerated().map {
                "func c\($0.offset)() throws { use(try (\($0.element.expression)) as \($0.element.types[0])) }"
            }
            let dropped = try harness.load([
                ("beginning", Harness.beginning.lines + Self.beginning.lines + definitions),
                (
                    "calls",
                    lines + ["func call(_ n: Int, _ k: [Int]) throws { switch n {"]
                        + lines.indices.map { "case \($0): try c\($0)()" } + ["default: break } }", Harness.follower]
                ),
            ])
            let before = harness.failures.count
            let good = try harness.good(lines.indices.filter { !dropped.contains($0) }.map { [$0] }, limit: 10)
            for step in good where operands.objects[some[step[0]].types[0], default: []].count < Self.most {
                add(some[step[0]].expression, ofTypes: some[step[0]].types)
            }
            for failure in harness.failures[before...] where !failure.step.isEmpty {
                let line = lines[failure.step[0]]
                failures.append(
                    (
                        failure.words, some[failure.step[0]].expression,
                        (definitions + [line, "try c\(failure.step[0])()"]).joined(separator: "\n")
                    ))
            }
        }
    }

    var protocols: Set<String> { Set(operands.conformers.keys) }

    private func isLibrary(_ type: String) -> Bool {
        type.first?.isUppercase ?? false && !type.contains { "<>[]()?. ".contains($0) && $0 != "." } && Operands.isOpen(type)
    }
}

extension Operation {
    /// How many operands somebody must give.
    var needed: Int { operands.count { !$0.hasDefault } + (owner != nil && !isStatic ? 1 : 0) }
}

extension String {
    var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
