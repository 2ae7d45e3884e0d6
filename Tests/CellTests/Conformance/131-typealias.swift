typealias Pair = (Int, Int)
typealias Op = (Int) -> Int
let p: Pair = (1, 2)
let o: Op = { $0 + 1 }
print(p.0, o(4))
