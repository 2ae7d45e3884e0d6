let name = "Ada"
let n = 3
print("Hello, \(name)! \(n) + 1 = \(n + 1) \(n > 2 ? "yes" : "no")")
print("\(1.5) \(true) \([1, 2]) \((1, "a"))")
