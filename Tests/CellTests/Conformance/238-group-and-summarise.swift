let scores = [("a", 3.0), ("b", 4.0), ("a", 5.0), ("c", 1.0), ("b", 6.0)]
let groups = Dictionary(grouping: scores) { $0.0 }
for key in groups.keys.sorted() {
    let values = groups[key]!.map { $0.1 }
    print(key, values.count, values.reduce(0, +) / Double(values.count))
}
