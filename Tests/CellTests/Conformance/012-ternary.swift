let a = 5
print(a > 3 ? "big" : "small", a > 9 ? 1 : a > 4 ? 2 : 3)
let d: Double = a > 3 ? 1 : 2.5
print(d)
