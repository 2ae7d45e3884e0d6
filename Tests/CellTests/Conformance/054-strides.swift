print(Array(stride(from: 0, to: 10, by: 3)), Array(stride(from: 3, through: 0, by: -1)))
for x in stride(from: 0.0, through: 1.0, by: 0.5) { print(x) }
