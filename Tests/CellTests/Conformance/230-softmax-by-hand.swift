func softmax(_ x: [Double]) -> [Double] {
    let top = x.max() ?? 0
    let powers = x.map { exp($0 - top) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
}
let p = softmax([1, 2, 3])
print(p.map { ($0 * 10000).rounded() / 10000 }, abs(p.reduce(0, +) - 1) < 1e-12)
print(softmax([1000, 1000]))
