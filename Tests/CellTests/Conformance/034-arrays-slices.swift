let a = [1, 2, 3, 4, 5]
print(Array(a[1..<3]), Array(a[1...]), Array(a[..<2]), Array(a[...2]), Array(a.prefix(2)), Array(a.suffix(2)))
print(Array(a.dropFirst()), Array(a.dropLast(2)), Array(a.prefix(while: { $0 < 3 })), Array(a.drop(while: { $0 < 3 })))
