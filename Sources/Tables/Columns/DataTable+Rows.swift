import Work

extension DataTable {
    /// A row of a table.
    public struct Row: Sendable {
        let table: DataTable
        let index: Int

        /// What stands in a column, as it stands there; nil where it is missing. A column that is not there ends the cell.
        public subscript(column: String) -> String? { Failing.trying { table.texts[try table.index(column)][index] } }
    }

    /// The rows, from the first on.
    public var rows: [Row] { (0..<count).map { Row(table: self, index: $0) } }

    /// The first `count` rows, or all when there are fewer.
    public func prefix(_ count: Int) -> DataTable {
        Failing.unless(count >= 0, "prefix: found \(count) rows, expected at least 0")
        return taking(Array(0..<min(count, self.count)))
    }

    /// The rows that `keep` accepts.
    ///
    ///     let table = DataTable(["clip": .words(["a", "b", "c"]), "fold": .numbers([1, 2, 1])])
    ///     try table.filter { $0["fold"] == "1" }.words("clip")      // ["a", "c"]
    public func filter(_ keep: (Row) throws -> Bool) rethrows -> DataTable {
        taking(try (0..<count).filter { try keep(Row(table: self, index: $0)) })
    }

    /// The table with some of its columns alone, in the order of their names here.
    ///
    /// - Throws: ``TableError`` for a column that is not there, or is named twice.
    public func selecting(_ columns: [String]) throws(TableError) -> DataTable {
        var indices: [Int] = []
        for name in columns {
            let index = try index(name)
            guard !indices.contains(index) else {
                throw TableError("selecting", found: "the column \(TableError.quoted(name)) twice", expected: "each once")
            }
            indices.append(index)
        }
        return DataTable(
            columns, indices.map { texts[$0] }, indices.map { kinds[$0] }, count: columns.isEmpty ? 0 : count, path: path,
            lines: lines)
    }

    /// The table with one column more; one of the same name makes way. Another number of values than there are rows ends the cell.
    ///
    ///     let table = DataTable(["clip": .words(["a", "b"])]).setting("score", .numbers([0.5, 0.25]))
    ///     table.columns                                            // ["clip", "score"]
    public func setting(_ column: String, _ values: Column) -> DataTable {
        let new = values.texts
        Failing.unless(
            columns.isEmpty || new.count == count,
            "setting: found \(new.count) values for column \"\(column)\", expected \(count), one a row")
        var (columns, texts, kinds) = (columns, texts, kinds)
        if let index = columns.firstIndex(of: column) {
            (texts[index], kinds[index]) = (new, values.kind)
        } else {
            columns.append(column)
            texts.append(new)
            kinds.append(values.kind)
        }
        return DataTable(columns, texts, kinds, count: new.count, path: path, lines: lines)
    }

    /// Where a row stands in its file, or among the rows.
    package func placeOf(row: Int) -> String { place(row) }

    /// The line of a row in its file; nil for a table that was made.
    package func line(ofRow row: Int) -> Int? { row < lines.count ? lines[row] : nil }

    /// What stands in a row, column by column; nil where it is missing.
    package func texts(ofRow row: Int) -> [String?] { texts.map { $0[row] } }

    private func taking(_ rows: [Int]) -> DataTable {
        DataTable(
            columns, texts.map { column in rows.map { column[$0] } }, kinds, count: rows.count, path: path,
            lines: lines.isEmpty ? [] : rows.map { lines[$0] })
    }
}
