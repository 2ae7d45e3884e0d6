func f(_ n: Int) -> Bool {
    func even(_ n: Int) -> Bool { n == 0 ? true : odd(n - 1) }
    func odd(_ n: Int) -> Bool { n == 0 ? false : even(n - 1) }
    return even(n)
}
print(f(10), f(7))
