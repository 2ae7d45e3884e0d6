func distance(_ a: String, _ b: String) -> Int {
    let (x, y) = (Array(a), Array(b))
    var previous = Array(0...y.count)
    for i in 0..<x.count {
        var row = [i + 1]
        for j in 0..<y.count {
            row.append(min(row[j] + 1, previous[j + 1] + 1, previous[j] + (x[i] == y[j] ? 0 : 1)))
        }
        previous = row
    }
    return previous[y.count]
}
print(distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"))
