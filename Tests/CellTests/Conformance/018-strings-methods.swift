let s = "Hello, World"
print(s.count, s.uppercased(), s.lowercased(), s.isEmpty, s.hasPrefix("Hell"), s.hasSuffix("x"))
print(s.contains("World"), s.contains("w"), s.split(separator: " ").count)
print(String(s.reversed()), s.first!, s.last!)
