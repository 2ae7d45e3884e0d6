let shifted = "Hello".map { c -> Character in
    guard let a = c.asciiValue, c.isLetter else { return c }
    let base = c.isUppercase ? 65 : 97
    return "abcdefghijklmnopqrstuvwxyz".map { $0 }[(Int(a) - base + 3) % 26]
}
print(String(shifted))
