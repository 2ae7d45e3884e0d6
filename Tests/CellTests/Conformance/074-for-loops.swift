for i in 0..<3 { print(i, terminator: " ") }
for i in 1...3 { print(i, terminator: " ") }
for i in (0..<3).reversed() { print(i, terminator: " ") }
for _ in 0..<2 { print("x", terminator: " ") }
for x in [1.5, 2.5] { print(x, terminator: " ") }
print()
for (i, c) in "ab".enumerated() { print(i, c) }
for i in 0..<10 where i % 4 == 0 { print(i) }
