func f(a: Int, b: Int, c: Int, d: Int = 4, e: Int = 5) -> Int { a * 10000 + b * 1000 + c * 100 + d * 10 + e }
print(f(a: 1, b: 2, c: 3), f(a: 1, b: 2, c: 3, e: 9), f(a: 1, b: 2, c: 3, d: 8))
