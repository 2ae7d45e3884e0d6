import Tensors

extension DataTable {
    /// A column as numbers.
    ///
    /// - Parameters:
    ///   - column: its name.
    ///   - missing: what stands for a value that is missing; nil where there are to be none.
    /// - Throws: ``TableError`` with line and column for a value that is missing, is no number beyond doubt (`1,5`, `007`, `0x10`), or that a
    ///   64-bit float would change (`9007199254740993`) or cannot hold (`1e400`).
    public func numbers(_ column: String, missing: Double? = nil) throws(TableError) -> [Double] {
        try values(column, "a number", missing: missing, emptyIsMissing: true) { text, kind in
            if kind == .truths { return .success(text == "true" ? 1 : 0) }
            switch NumberText.read(text) {
            case .number(let value): return .success(value)
            case .refused(let reason): return .failure(.init(reason: reason))
            }
        }
    }

    /// A column as whole numbers, which are kept to the last digit.
    ///
    /// - Throws: ``TableError`` with line and column for a value that is missing, or is no whole number of 64 bits.
    public func wholeNumbers(_ column: String, missing: Int? = nil) throws(TableError) -> [Int] {
        try values(column, "a whole number", missing: missing, emptyIsMissing: true) { text, _ in
            if case .refused(let reason) = NumberText.read(text), Int(text) == nil || reason.hasPrefix("leading") {
                return .failure(.init(reason: reason))
            }
            if let value = Int(text) ?? Double(text).flatMap(Int.init(exactly:)) { return .success(value) }
            return .failure(.init(reason: "no whole number"))
        }
    }

    /// A column as words: what stands in the file, as it stands there.
    ///
    /// - Throws: ``TableError`` with line and column for a value that is missing, unless `missing` says what it means.
    public func words(_ column: String, missing: String? = nil) throws(TableError) -> [String] {
        try values(column, "a word", missing: missing, emptyIsMissing: false) { text, _ in .success(text) }
    }

    /// A column as truths: `true` or `false`, in small letters, capitals, or as Python writes them.
    ///
    /// - Throws: ``TableError`` with line and column for a value that is missing, or anything else.
    public func truths(_ column: String, missing: Bool? = nil) throws(TableError) -> [Bool] {
        try values(column, "true or false", missing: missing, emptyIsMissing: true) { text, _ in
            switch text {
            case "true", "True", "TRUE": .success(true)
            case "false", "False", "FALSE": .success(false)
            default: .failure(.init(reason: "neither"))
            }
        }
    }

    /// How often each word of a column stands in it.
    ///
    ///     try DataTable(["label": .words(["dog", "cat", "dog"])]).counts("label")["dog"]    // 2
    ///
    /// - Throws: ``TableError`` for a column that is not there, or a value that is missing.
    public func counts(_ column: String) throws(TableError) -> [String: Int] {
        try words(column).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// A column of numbers as a tensor, `[rows]`.
    ///
    /// - Throws: as ``numbers(_:missing:)``, and for a number that a 32-bit float cannot hold: a whole one that it would change, as many beyond
    ///   2²⁴, or one beyond its range.
    public func tensor(_ column: String, missing: Double? = nil) throws(TableError) -> Tensor {
        Tensor(try floats(column, missing), shape: [count])
    }

    /// Columns of numbers as a tensor, `[rows, columns]`; all columns in their order unless some are named.
    ///
    ///     let table = DataTable(["x": .numbers([1, 2, 3]), "y": .numbers([4, 5, 6])])
    ///     try table.tensor(["y", "x"]).scalars               // [4.0, 1.0, 5.0, 2.0, 6.0, 3.0]
    ///
    /// - Throws: as ``tensor(_:missing:)-(String,_)``.
    public func tensor(_ columns: [String]? = nil, missing: Double? = nil) throws(TableError) -> Tensor {
        var floats: [[Float]] = []
        for column in columns ?? self.columns { floats.append(try self.floats(column, missing)) }
        let rows = (0..<count).flatMap { row in floats.map { $0[row] } }
        return Tensor(rows, shape: [count, floats.count])
    }

    private func floats(_ column: String, _ missing: Double?) throws(TableError) -> [Float] {
        let values = try numbers(column, missing: missing)
        let texts = texts[try index(column)]
        return try values.indices.map { row throws(TableError) in
            let float = Float(values[row])
            let isWhole = texts[row].map(NumberText.isWhole) ?? false
            if isWhole ? Double(float) == values[row] : float.isFinite || !values[row].isFinite { return float }
            throw TableError(
                "\(place(row)), column \(TableError.quoted(column))", found: texts[row] ?? "\(values[row])",
                expected: "a number that a 32-bit float holds",
                remedy: "numbers(_:) reads it in 64 bits, words(_:) as it stands.")
        }
    }

    private struct Refused: Error { let reason: String }

    private func values<Value>(
        _ column: String, _ what: String, missing: Value?, emptyIsMissing: Bool, _ read: (String, Kind) -> Result<Value, Refused>
    ) throws(TableError) -> [Value] {
        let index = try index(column)
        var values: [Value] = []
        values.reserveCapacity(count)
        for (row, text) in texts[index].enumerated() {
            let cell = { "\(place(row)), column \(TableError.quoted(column))" }
            guard let text, !(emptyIsMissing && text.isEmpty) else {
                guard let missing else {
                    throw TableError(
                        cell(), found: "nothing", expected: what,
                        remedy: "Say what stands for it: missing: …, or leave the row out.")
                }
                values.append(missing)
                continue
            }
            switch read(text, kinds[index]) {
            case .success(let value): values.append(value)
            case .failure(let refused):
                throw TableError(cell(), found: "\(TableError.quoted(text)) (\(refused.reason))", expected: what)
            }
        }
        return values
    }
}
