/// Finds the name that was probably meant.
enum NearestName {
    /// The candidate with the fewest edits, if no more than a third of the name needs any.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let most = max(1, name.count / 3)
        // Lengths that differ by more need more edits; names of a file may have megabytes.
        let near = candidates.filter { abs($0.utf8.count - name.utf8.count) <= most }
        let best = near.map { (name: $0, distance: distance(name, $0)) }.min { $0.distance < $1.distance }
        guard let best, best.distance <= most else { return nil }
        return best.name
    }

    /// Levenshtein's distance.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (i, a) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let substituted = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
