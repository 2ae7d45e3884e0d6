let v = [1.0, 2, 3, 4, 5]
let w = 3
print((0...(v.count - w)).map { v[$0..<($0 + w)].reduce(0, +) / Double(w) })
