/// What was entered at the prompt and what came of it, as text: values are not kept alive.
package struct Transcript {
    package struct Entry {
        package let id: String
        package let source: String
        /// The seed of its random stream.
        package let seed: UInt64
        /// What it printed and showed.
        package var output = ""
        /// The name of the error it ended with, and whether it ran at all before that.
        package var error: (name: String, ran: Bool)?

        package init(id: String, source: String, seed: UInt64) {
            self.id = id
            self.source = source
            self.seed = seed
        }
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    package mutating func append(_ entry: Entry) { entries.append(entry) }

    package mutating func removeAll() { entries = [] }

    /// Entries that read a name which something later wrote anew, or which a stale entry wrote; with the reason.
    ///
    /// - Parameter names: what a source reads from outside itself, and what it writes.
    package func stale(names: (String) -> (reads: Set<String>, writes: Set<String>)) -> [String: String] {
        let used = entries.map { names($0.source) }
        var result: [String: String] = [:]
        for (index, entry) in entries.enumerated() where entry.error == nil {
            for name in used[index].reads.sorted() {
                let source = entries[..<index].indices.last { used[$0].writes.contains(name) && entries[$0].error == nil }
                if let source, result[entries[source].id] != nil {
                    result[entry.id] = "`\(name)` came from \(entries[source].id), which is stale"
                    break
                }
                let later = entries[(index + 1)...].indices.first { used[$0].writes.contains(name) && entries[$0].error == nil }
                if let later, source != nil {
                    result[entry.id] = "`\(name)` was written anew by \(entries[later].id)"
                    break
                }
            }
        }
        return result
    }
}
