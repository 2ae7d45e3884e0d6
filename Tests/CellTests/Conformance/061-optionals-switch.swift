func f(_ x: Int?) -> String {
    switch x {
    case nil: return "nil"
    case 0?: return "zero"
    case let value?: return "some \(value)"
    }
}
print(f(nil), f(0), f(7))
