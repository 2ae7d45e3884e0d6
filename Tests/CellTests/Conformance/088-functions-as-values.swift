func add(_ a: Int, _ b: Int) -> Int { a + b }
let f = add
let g: (Int, Int) -> Int = { $0 * $1 }
func apply(_ h: (Int, Int) -> Int) -> Int { h(3, 4) }
print(f(1, 2), apply(add), apply(g), apply(-), apply { a, b in a * 10 + b })
print([3, 1].sorted(by: <), [1, 2].map(String.init))
