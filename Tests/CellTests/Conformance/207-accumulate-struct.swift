struct Stats {
    private(set) var n = 0
    private var sum = 0.0
    mutating func add(_ x: Double) { n += 1; sum += x }
    var mean: Double? { n == 0 ? nil : sum / Double(n) }
}
var s = Stats()
print(s.mean == nil)
for x in [1.0, 2.0, 4.5] { s.add(x) }
print(s.mean!, s.n)
