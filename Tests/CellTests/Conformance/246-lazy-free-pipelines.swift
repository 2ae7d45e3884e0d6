let result = (1...20)
    .filter { $0 % 3 == 0 }
    .map { $0 * $0 }
    .reversed()
    .prefix(3)
print(Array(result))
print((1...5).reduce(1, *), (1...5).map { Double($0) }.reduce(0, +) / 5)
print(stride(from: 1.0, through: 0, by: -0.25).map { $0 })
