import Work

/// Gives every cell of a document an id of its own.
///
/// A cell without one gets its id from its content, so that it keeps it (and with it its random stream and its
/// folder of outputs) when other cells come and go around it.
struct CellIdentities {
    private var lines: [String: Int] = [:]
    /// The number that the next of the same cells is given, by what all of them are called.
    private var numbers: [String: Int] = [:]

    /// The ids so far, sorted.
    var named: [String] { lines.keys.sorted() }

    /// The line of the cell with this id.
    func line(of id: String) -> Int? { lines[id] }

    /// Takes an id the author wrote; the issue says where it was taken before.
    mutating func claim(_ id: AttributeList.Word, line: Int, excerpt: String) -> DocumentIssue? {
        if let earlier = lines[id.text] {
            return DocumentIssue(
                line: line, column: id.column, message: "two cells have the id `\(id.text)`",
                related: (earlier, "the first is here"), excerpt: excerpt)
        }
        lines[id.text] = line
        return nil
    }

    /// An id from the content: eight hexadecimal digits of its hash, numbered when cells are the same.
    mutating func make(from source: String, line: Int) -> String {
        let hash = StableHash.of(source.trimmed)
        let digits = String(hash >> 32 ^ hash & 0xffff_ffff, radix: 16)
        let base = "c" + String(repeating: "0", count: 8 - digits.count) + digits
        var id = base
        var number = numbers[base] ?? 2
        while lines[id] != nil {
            id = "\(base)-\(number)"
            number += 1
        }
        lines[id] = line
        numbers[base] = number
        return id
    }

    /// True for a letter followed by letters, digits, `-`, `_` and `.`: an id is also the name of a folder.
    static func isValid(_ id: String) -> Bool {
        guard let first = id.unicodeScalars.first, first.properties.isAlphabetic, id.utf8.count <= 80 else { return false }
        return id.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" || $0 == "."
        }
    }
}

extension Cell {
    /// Whether a cell may have this id.
    package static func canBeNamed(_ id: String) -> Bool { CellIdentities.isValid(id) }

    /// The id that a cell without one has in a notebook, by its content.
    package static func id(of source: String) -> String {
        var ids = CellIdentities()
        return ids.make(from: source, line: 1)
    }
}
