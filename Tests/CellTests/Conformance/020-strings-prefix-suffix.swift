let s = "abcdef"
print(s.prefix(2), s.suffix(2), s.dropFirst(), s.dropLast(2), s.dropFirst(10).isEmpty)
