struct Acc {
    var total = 0
    mutating func add(_ a: [Int]) { a.forEach { total += $0 } }
}
var acc = Acc()
acc.add([1, 2, 3])
print(acc.total)
