struct Odd: Error {}
func half(_ x: Int) throws -> Int { if x % 2 == 1 { throw Odd() }; return x / 2 }
let halves = try [2, 4].map { half($0) }
