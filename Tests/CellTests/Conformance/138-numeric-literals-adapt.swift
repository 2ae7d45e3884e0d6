let n = 3
let x: Double = 2 * 3 + 1
let y = 2 * 1.5
let z = Double(n) * 2
func half(_ v: Double) -> Double { v / 2 }
print(x, y, z, half(5), [1, 2, 3].map { Double($0) / 2 })
