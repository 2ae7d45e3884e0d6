func outer() -> [Int] {
    var log: [Int] = []
    func visit(_ n: Int) {
        if n == 0 { return }
        log.append(n)
        visit(n - 1)
    }
    visit(3)
    return log
}
print(outer())
