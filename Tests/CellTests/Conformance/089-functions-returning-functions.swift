func adder(_ n: Int) -> (Int) -> Int { { $0 + n } }
func compose(_ f: @escaping (Int) -> Int, _ g: @escaping (Int) -> Int) -> (Int) -> Int { { g(f($0)) } }
print(adder(3)(4), compose(adder(1), { $0 * 10 })(2))
