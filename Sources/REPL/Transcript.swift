/// What was entered at the prompt and what came of it, as text: values are not kept alive.
package struct Transcript {
    package struct Entry {
        package let id: String
        package let source: String
        /// The seed of its random stream.
        package let seed: UInt64
        /// What it printed and showed, as far as it is kept.
        package var output = ""
        /// It printed more than is kept.
        package var isCut = false
        /// The name of the error it ended with, and whether it ran at all before that.
        package var error: (name: String, ran: Bool)?
        /// What it did cannot be had again by running it: it was stopped, or took its process with it.
        package var isUnrepeatable = false
        /// The entry that ran in its place later.
        package var successor: String?

        package init(id: String, source: String, seed: UInt64) {
            self.id = id
            self.source = source
            self.seed = seed
        }
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    package mutating func append(_ entry: Entry) {
        entries.append(entry)
        ids.insert(entry.id)
    }

    private var ids: Set<String> = []

    /// A name for the next entry: the one that is wanted, if no entry has it.
    package func id(wanted: String? = nil) -> String {
        if let wanted, !ids.contains(wanted) { return wanted }
        var number = entries.count + 1
        while ids.contains("in\(number)") { number += 1 }
        return "in\(number)"
    }

    /// Notes that an entry ran again under another name.
    package mutating func supersede(_ id: String, by successor: String) {
        guard let place = entries.lastIndex(where: { $0.id == id }) else { return }
        entries[place].successor = successor
    }

    package mutating func removeAll() { (entries, ids) = ([], []) }

    /// Entries that read a name which something later wrote anew, or which a stale entry wrote; with the reason. One that ran again is not.
    ///
    /// - Parameter names: what a source reads from outside itself, and what it writes.
    package func stale(names: (String) -> (reads: Set<String>, writes: Set<String>)) -> [String: String] {
        let used = entries.map { names($0.source) }
        var result: [String: String] = [:]
        for (index, entry) in entries.enumerated() where entry.error == nil && entry.successor == nil {
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
