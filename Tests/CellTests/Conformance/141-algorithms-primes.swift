func primes(below n: Int) -> [Int] {
    var sieve = [Bool](repeating: true, count: n)
    var result: [Int] = []
    for i in 2..<n where sieve[i] {
        result.append(i)
        var j = i * i
        while j < n { sieve[j] = false; j += i }
    }
    return result
}
print(primes(below: 50))
