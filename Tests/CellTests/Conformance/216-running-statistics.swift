struct Statistics {
    private(set) var count = 0
    private(set) var mean = 0.0
    private var squares = 0.0
    var variance: Double { count > 1 ? squares / Double(count - 1) : 0 }
    mutating func add(_ x: Double) {
        count += 1
        let delta = x - mean
        mean += delta / Double(count)
        squares += delta * (x - mean)
    }
}
var s = Statistics()
for x in [2.0, 4, 4, 4, 5, 5, 7, 9] { s.add(x) }
print(s.count, s.mean, s.variance)
