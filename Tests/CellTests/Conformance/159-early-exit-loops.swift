func firstNegative(_ a: [Int]) -> Int? {
    for (i, x) in a.enumerated() { if x < 0 { return i } }
    return nil
}
print(firstNegative([1, -2])!, firstNegative([1]) == nil)
