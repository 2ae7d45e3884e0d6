struct Key: Hashable { let a: Int; let b: String }
var d: [Key: Int] = [:]
d[Key(a: 1, b: "x")] = 5
d[Key(a: 1, b: "x"), default: 0] += 1
print(d[Key(a: 1, b: "x")]!, Set([Key(a: 1, b: ""), Key(a: 1, b: "")]).count)
