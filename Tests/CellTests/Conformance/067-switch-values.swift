func name(_ n: Int) -> String {
    switch n {
    case 0: return "zero"
    case 1, 2: return "few"
    case 3..<10: return "some"
    case let x where x < 0: return "negative \(x)"
    default: return "many"
    }
}
print(name(0), name(2), name(5), name(-3), name(10))
