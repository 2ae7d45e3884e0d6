let x = { () -> Int in 5 * 5 }()
print(x, { (a: Int) in a + 1 }(2))
