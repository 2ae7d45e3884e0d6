func sign(_ x: Int) -> String {
    if x > 0 { return "plus" } else if x < 0 { return "minus" }
    return "zero"
}
print(sign(3), sign(-3), sign(0))

func depth(_ text: String?, _ limit: Int) -> Int {
    guard let text, !text.isEmpty else { return -1 }
    guard limit > 0 else {
        if text.count > 3 { return 1000 }
        return 100
    }
    if let first = text.first, first == "(" {
        return 1 + depth(String(text.dropFirst()), limit - 1)
    } else {
        return 0
    }
}
print(depth(nil, 1), depth("", 1), depth("((a", 9), depth("((((((", 3), depth("((", 1))

func half(_ x: Double) -> Double {
    if x > 1 { return half(x / 2) }
    return x
}
print(half(10))

func isEven(_ n: Int) -> Bool {
    if n == 0 { return true }
    if n == 1 { return false }
    return isEven(n - 2)
}
print(isEven(10), isEven(7))

func pair(_ n: Int) -> (Int, [Int])? {
    guard n >= 0 else { return nil }
    if n % 2 == 0 { return (n, [n]) }
    return (n, [n, n])
}
print(pair(-1) == nil, pair(2)!.1, pair(3)!.1)

struct Tree {
    var value: Int
    var children: [Tree]
    func total(_ level: Int) -> Int {
        if level == 0 { return value }
        return children.reduce(value) { $0 + $1.total(level - 1) }
    }
}
let tree = Tree(value: 1, children: [Tree(value: 2, children: [Tree(value: 3, children: [])]), Tree(value: 4, children: [])])
print(tree.total(0), tree.total(1), tree.total(2))
