func outer(_ n: Int) -> Int {
    var total = 0
    func add(_ x: Int) { total += x }
    for i in 1...n { add(i) }
    func fact(_ k: Int) -> Int { k <= 1 ? 1 : k * fact(k - 1) }
    return total + fact(n)
}
print(outer(4))
