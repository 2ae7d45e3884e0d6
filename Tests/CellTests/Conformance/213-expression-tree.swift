indirect enum Expression {
    case number(Double)
    case sum(Expression, Expression)
    case product(Expression, Expression)
    case negative(Expression)
    var value: Double {
        switch self {
        case .number(let x): return x
        case let .sum(a, b): return a.value + b.value
        case let .product(a, b): return a.value * b.value
        case .negative(let a): return -a.value
        }
    }
    var text: String {
        switch self {
        case .number(let x): return "\(x)"
        case let .sum(a, b): return "(\(a.text) + \(b.text))"
        case let .product(a, b): return "\(a.text) * \(b.text)"
        case .negative(let a): return "-\(a.text)"
        }
    }
}
let e = Expression.sum(.number(2), .product(.negative(.number(3)), .sum(.number(1), .number(0.5))))
print(e.text, "=", e.value)
