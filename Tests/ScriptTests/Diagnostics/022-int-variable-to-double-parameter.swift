func half(_ x: Double) -> Double { x / 2 }
let n = 4
half(n)
