struct Scale { let k: Int; func callAsFunction(_ x: Int) -> Int { x * k } }
let s = Scale(k: 3)
print(s(4), [1, 2].map { s($0) })
