var list: [() -> Int] = []
for i in 0..<3 { list.append { i * 10 } }
print(list.map { $0() })
