let r = (1...10).filter { $0 % 2 == 1 }.map { $0 * $0 }.reversed().prefix(3).map { String($0) }.joined(separator: " ")
print(r)
