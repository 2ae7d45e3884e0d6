import Foundation

/// What a shared library or a program asks the dynamic loader for: the names in its ELF file's dynamic section.
package struct SharedObject {
    /// The libraries that it needs, by the names that they are looked for.
    package let needed: [String]

    /// Reads a 64-bit little-endian ELF file; nil for any other.
    package init?(_ path: String) {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped), data.count > 64,
            data.prefix(6).elementsEqual([0x7f, 0x45, 0x4c, 0x46, 2, 1])
        else { return nil }
        func number(_ place: Int, _ size: Int) -> Int? {
            guard place >= 0, place + size <= data.count else { return nil }
            return (0..<size).reversed().reduce(0) { $0 << 8 | Int(data[data.startIndex + place + $1]) }
        }
        guard let table = number(0x20, 8), let entry = number(0x36, 2), let count = number(0x38, 2), entry >= 56 else {
            return nil
        }
        // Program headers say where addresses lie in the file, and where the dynamic section is.
        var segments: [(address: Int, offset: Int, size: Int)] = []
        var dynamic: (offset: Int, size: Int)?
        for index in 0..<count {
            let place = table + index * entry
            guard let kind = number(place, 4), let offset = number(place + 8, 8), let address = number(place + 16, 8),
                let size = number(place + 32, 8)
            else { return nil }
            if kind == 1 { segments.append((address, offset, size)) }
            if kind == 2 { dynamic = (offset, size) }
        }
        guard let dynamic else { return nil }
        var names: [Int] = [], strings = 0
        for place in stride(from: dynamic.offset, to: dynamic.offset + dynamic.size, by: 16) {
            guard let tag = number(place, 8), let value = number(place + 8, 8), tag != 0 else { break }
            if tag == 1 { names.append(value) }
            if tag == 5 { strings = value }
        }
        guard let segment = segments.first(where: { $0.address <= strings && strings < $0.address + $0.size }) else { return nil }
        let start = strings - segment.address + segment.offset
        needed = names.compactMap { name in
            guard start + name < data.count else { return nil }
            return String(decoding: data[(data.startIndex + start + name)...].prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// All that some files need and what these need in turn, as far as it lies in some folders: the files, and the names of what lies elsewhere.
    static func closure(of files: [String], in folders: [String]) -> (found: [String], others: Set<String>) {
        var found: [String] = [], others: Set<String> = [], seen: Set<String> = []
        var waiting = files
        while let file = waiting.popLast() {
            for name in SharedObject(file)?.needed ?? [] where seen.insert(name).inserted {
                if let folder = folders.first(where: { FileManager.default.fileExists(atPath: "\($0)/\(name)") }) {
                    found.append("\(folder)/\(name)")
                    waiting.append("\(folder)/\(name)")
                } else {
                    others.insert(name)
                }
            }
        }
        return (found.sorted(), others)
    }
}
