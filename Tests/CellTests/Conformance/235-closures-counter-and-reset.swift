func makeCounter(step: Int = 1) -> (next: () -> Int, reset: () -> Void) {
    var count = 0
    return (next: { count += step; return count }, reset: { count = 0 })
}
let counter = makeCounter(step: 3)
print(counter.next(), counter.next())
counter.reset()
print(counter.next())
