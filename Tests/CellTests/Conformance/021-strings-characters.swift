for c in "abc" { print(c, terminator: ";") }
print()
let c: Character = "x"
print(c, c.isLetter, c.isNumber, "7".first!.isNumber)
print("hello".filter { $0 != "l" }, "hello".map { $0.uppercased() })
