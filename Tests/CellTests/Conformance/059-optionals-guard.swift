func f(_ x: Int?) -> String {
    guard let x, x > 0 else { return "none" }
    return "value \(x)"
}
print(f(nil), f(-1), f(3))
