let counts = ["a", "b", "a"].reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
print(counts["a"]!, counts["b"]!)
let squares = (1...3).reduce(into: [Int]()) { list, n in list.append(n * n) }
print(squares)
