func f() -> Int {
    struct P { var x: Int; func twice() -> Int { x * 2 } }
    enum K { case a, b }
    let k = K.b
    return k == .b ? P(x: 4).twice() : 0
}
print(f())
