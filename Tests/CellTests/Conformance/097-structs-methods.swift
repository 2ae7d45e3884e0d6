struct Counter {
    var value = 0
    mutating func increment(by n: Int = 1) { value += n }
    func doubled() -> Int { value * 2 }
}
var c = Counter()
c.increment()
c.increment(by: 4)
print(c.value, c.doubled())
