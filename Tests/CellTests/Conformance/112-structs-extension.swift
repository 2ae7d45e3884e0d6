struct P { var x: Int }
extension P {
    var double: Int { x * 2 }
    func plus(_ n: Int) -> P { P(x: x + n) }
    static let zero = P(x: 0)
}
print(P(x: 4).double, P(x: 1).plus(2).x, P.zero.x)
