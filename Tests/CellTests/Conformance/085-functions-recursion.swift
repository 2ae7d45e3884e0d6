func factorial(_ n: Int) -> Int { n <= 1 ? 1 : n * factorial(n - 1) }
func even(_ n: Int) -> Bool { n == 0 ? true : odd(n - 1) }
func odd(_ n: Int) -> Bool { n == 0 ? false : even(n - 1) }
print(factorial(10), even(10), odd(7))
