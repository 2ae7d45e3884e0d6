let a: [Int?] = [1, nil, 3]
print(a)
let t: (Int?, String?) = (nil, "x")
print(t)
print("\(a[0] as Any)")
