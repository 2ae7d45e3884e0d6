struct V: Comparable {
    let n: Int
    static func < (a: V, b: V) -> Bool { a.n < b.n }
}
print(V(n: 1) < V(n: 2), V(n: 1) >= V(n: 2), [V(n: 3), V(n: 1)].sorted().map { $0.n }, max(V(n: 1), V(n: 5)).n)
