enum Problem: Error { case odd(Int) }
func half(_ n: Int) throws -> Int {
    guard n % 2 == 0 else { throw Problem.odd(n) }
    return n / 2
}
do {
    print(try [2, 4, 6].map(half))
    print(try [2, 3, 6].map { try half($0) })
} catch Problem.odd(let n) {
    print("odd:", n)
}
print([1, 2, 3, 4].compactMap { try? half($0) })
