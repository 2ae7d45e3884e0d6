let list: [Int?] = [1, nil, 3]
for case let x? in list { print(x) }
for case (let a, 1) in [(1, 1), (2, 2), (3, 1)] { print(a) }
