import Foundation

extension ObjectCache {
    /// Once a day, removes what no session has used for a week, the oldest first, until a gigabyte is left; and what killed
    /// compilers left half made.
    ///
    /// Younger ones stay, however many: a session may be running that is built on them.
    package func tidy(to limit: Int = 1 << 30, unusedFor age: TimeInterval = 7 * 86_400, now: Date = Date()) {
        let mark = "\(folder)/tidied"
        if let last = Self.date(mark), now.timeIntervalSince(last) < 86_400 { return }
        // Another process that begins meanwhile finds it done.
        guard FileManager.default.createFile(atPath: mark, contents: nil) else { return }
        for place in entries("making") where isOld(place, 86_400, now) { try? FileManager.default.removeItem(atPath: place) }
        let compiled = entries("").filter { URL(fileURLWithPath: $0).lastPathComponent.count == 2 }.flatMap { group in
            entries(URL(fileURLWithPath: group).lastPathComponent)
        }
        let kept = (compiled + entries("symbols") + entries("libraries") + entries("sources")).map {
            (place: $0, used: Self.date($0) ?? now, size: Self.size($0))
        }
        var total = kept.reduce(0) { $0 + $1.size }
        for entry in kept.sorted(by: { $0.used < $1.used }) {
            if total <= limit || now.timeIntervalSince(entry.used) < age { break }
            try? FileManager.default.removeItem(atPath: entry.place)
            total -= entry.size
        }
    }

    /// Says that a key's files are in use.
    func touch(_ key: String) {
        utimes(path(key), nil)
        utimes(sources(key), nil)
    }

    private func entries(_ name: String) -> [String] {
        let place = name.isEmpty ? folder : "\(folder)/\(name)"
        return ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).map { "\(place)/\($0)" }
    }

    private func isOld(_ place: String, _ age: TimeInterval, _ now: Date) -> Bool {
        Self.date(place).map { now.timeIntervalSince($0) > age } ?? false
    }

    private static func date(_ place: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: place))?[.modificationDate] as? Date
    }

    private static func size(_ place: String) -> Int {
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
        return ([place] + files.map { "\(place)/\($0)" }).reduce(0) { sum, file in
            sum + (((try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int) ?? 0)
        }
    }
}
