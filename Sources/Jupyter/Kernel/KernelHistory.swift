import Notebook

/// What was run in this kernel, as clients ask for it.
final class KernelHistory {
    private struct Entry {
        let number: Int
        let code: String
        let output: String?
    }

    private var entries: [Entry] = []

    func add(_ number: Int, _ code: String, _ output: String?) {
        entries.append(Entry(number: number, code: code, output: output.map { $0.count > 2000 ? $0.prefix(2000) + "…" : $0 }))
    }

    func reply(_ request: Requests.History) -> JSON {
        let found: [Entry]
        switch request.hist_access_type ?? "tail" {
        case "range":
            // There is one session: 0 is this one, and one that is further back is none.
            let start = request.start ?? 0, stop = request.stop ?? .max
            found = (request.session ?? 0) < 0 ? [] : entries.filter { $0.number >= start && $0.number < max(start, stop) }
        case "search":
            var seen = Set<String>()
            let pattern = Array((request.pattern ?? "*").unicodeScalars)
            var matching = entries.filter { Self.matches(Array($0.code.unicodeScalars), pattern) }
            if request.unique == true { matching = matching.reversed().filter { seen.insert($0.code).inserted }.reversed() }
            found = Array(matching.suffix(max(0, request.n ?? .max)))
        default: found = Array(entries.suffix(max(0, request.n ?? .max)))
        }
        return [
            "status": "ok",
            "history": .array(
                found.map { entry in
                    let code = JSON.string(entry.code)
                    let input = request.output == true ? [code, entry.output.map { .string($0) } ?? .null] : code
                    return [1, .int(entry.number), input]
                }),
        ]
    }

    /// Whether a text is as a pattern of a shell says: `*` for anything, `?` for one sign.
    private static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
        var (place, sign) = (0, 0)
        var star: (place: Int, sign: Int)?
        while place < text.count {
            if sign < pattern.count, pattern[sign] == "*" {
                star = (place, sign)
                sign += 1
            } else if sign < pattern.count, pattern[sign] == "?" || pattern[sign] == text[place] {
                (place, sign) = (place + 1, sign + 1)
            } else if let last = star {
                star = (last.place + 1, last.sign)
                (place, sign) = (last.place + 1, last.sign + 1)
            } else {
                return false
            }
        }
        return pattern[sign...].allSatisfy { $0 == "*" }
    }
}
