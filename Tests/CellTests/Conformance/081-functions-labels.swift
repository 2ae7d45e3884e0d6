func area(width w: Int, height: Int) -> Int { w * height }
func add(_ a: Int, to b: Int) -> Int { a + b }
print(area(width: 2, height: 3), add(1, to: 2))
