let a: Int? = 4
let b: Int? = nil
print(a.map { $0 * 2 } as Any, b.map { $0 * 2 } as Any, a.flatMap { $0 > 3 ? "big" : nil } ?? "none")
