var isPrime = [Bool](repeating: true, count: 50)
isPrime[0] = false
isPrime[1] = false
for i in 2..<50 where isPrime[i] {
    for multiple in stride(from: i * i, to: 50, by: i) { isPrime[multiple] = false }
}
print(isPrime.indices.filter { isPrime[$0] })
