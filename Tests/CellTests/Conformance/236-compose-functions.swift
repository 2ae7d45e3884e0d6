func compose(_ functions: ((Double) -> Double)...) -> (Double) -> Double {
    { x in functions.reduce(x) { $1($0) } }
}
let f = compose({ $0 + 1 }, { $0 * 2 }, { -$0 })
print(f(3), [1.0, 2.5].map(f))
