let a: Float = 0.1
let b: Float = 3
print(a + 0.2, a * b, b / 7, Float(1) / 3)
