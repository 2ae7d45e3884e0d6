let a: Double = 1
let b: Float = 2.5
let c: Int = 7, d: String = "x"
print(a, b, c, d)
