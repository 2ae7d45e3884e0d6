let xs = [1, 2, 3, 4]
let mean = Double(xs.reduce(0, +)) / Double(xs.count)
let deviations = xs.map { abs(Double($0) - mean) }
print(mean, deviations, deviations.max()!)
