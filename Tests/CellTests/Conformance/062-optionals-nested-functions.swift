let texts = ["1", "b", "3"]
let numbers = texts.map { Int($0) }
print(numbers, numbers.compactMap { $0 })
