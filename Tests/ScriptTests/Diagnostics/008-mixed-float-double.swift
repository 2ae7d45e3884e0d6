let a: Float = 1
let b = 2.0
a + b
