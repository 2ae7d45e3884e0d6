let a: Any = 5
print(a is Int, a is String, (a as? Int) ?? 0, (a as? String) ?? "none", a as! Int)
let list: [Any] = [1, "x", 2.0]
print(list.compactMap { $0 as? Int }, list.count)
let d = 3 as Double
print(d)
