let r = 1..<4
print(r, r.count, r.contains(3), r.contains(4), r.lowerBound, r.upperBound, Array(r))
print(1...3, (1...3).count, (0..<0).isEmpty, (1...5).reversed().map { $0 })
let x = 5
print((1...).contains(x), (..<5).contains(x), (...5).contains(x), (1.0...2.0).contains(1.5))
