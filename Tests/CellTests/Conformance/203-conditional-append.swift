let evens = (1...10).reduce(into: [Int]()) { if $1 % 2 == 0 { $0.append($1) } }
print(evens)
