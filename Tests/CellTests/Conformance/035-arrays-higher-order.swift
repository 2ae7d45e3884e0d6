let a = [1, 2, 3, 4]
print(a.map { $0 * $0 }, a.filter { $0 % 2 == 0 }, a.reduce(0, +), a.reduce(1) { $0 * $1 })
print(a.contains(3), a.contains { $0 > 9 }, a.allSatisfy { $0 > 0 }, a.first { $0 > 2 }!, a.firstIndex(of: 3)!)
print(a.min()!, a.max()!, a.sorted(by: >), a.reversed() as [Int], [[1], [2, 3]].flatMap { $0 })
print(["1", "x", "3"].compactMap { Int($0) }, a.enumerated().map { $0.offset * $0.element })
