func check(_ a: [Int]) -> Int {
    guard !a.isEmpty else { return -1 }
    guard let first = a.first, first > 0 else { return -2 }
    return first
}
print(check([]), check([0]), check([4]))
