/// The candidate a mistyped name most likely meant, or nil when none is near.
package func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(name.lowercased())
    // One letter is near to every other letter.
    if letters.count < 2 { return candidates.first { $0.lowercased() == name.lowercased() && $0 != name } }
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
        let other = Array(candidate.lowercased())
        guard abs(other.count - letters.count) <= 3 else { continue }
        let distance = editDistance(letters, other)
        let limit = max(1, min(letters.count, other.count) / 3)
        guard distance <= limit else { continue }
        if best.map({ distance < $0.distance || distance == $0.distance && candidate < $0.name }) ?? true {
            best = (candidate, distance)
        }
    }
    return best?.name
}

/// Insertions, deletions, substitutions and swaps of neighbours, each counted one (Damerau 1964).
private func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var older: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
        var current = [i + 1]
        for j in b.indices {
            var cost = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, older[j - 1] + 1) }
            current.append(cost)
        }
        older = previous
        previous = current
    }
    return previous[b.count]
}
