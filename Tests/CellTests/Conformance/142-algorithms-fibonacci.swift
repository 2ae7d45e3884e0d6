func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }
var memo: [Int: Int] = [:]
func fast(_ n: Int) -> Int {
    if n < 2 { return n }
    if let known = memo[n] { return known }
    let value = fast(n - 1) + fast(n - 2)
    memo[n] = value
    return value
}
print(fib(15), fast(80))
