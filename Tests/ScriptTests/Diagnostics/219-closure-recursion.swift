var f: (Int) -> Int = { $0 }
f = { f($0 + 1) + 1 }
f(0)
