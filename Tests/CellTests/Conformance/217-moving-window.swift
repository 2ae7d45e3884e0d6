let values = [3, 1, 4, 1, 5, 9, 2, 6]
let windows = (0...(values.count - 3)).map { Array(values[$0..<$0 + 3]) }
print(windows.map { $0.max()! })
print(windows.map { $0.reduce(0, +) })
print(zip(values, values.dropFirst()).map { $1 - $0 })
