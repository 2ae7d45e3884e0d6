infix operator **: MultiplicationPrecedence
func ** (a: Int, b: Int) -> Int { (0..<b).reduce(1) { r, _ in r * a } }
print(2 ** 10, 1 + 2 ** 3)
