let a: [Double] = [1, 2.5, 3]
let b = [1, 2.5]
let c = [Int](repeating: 7, count: 3)
let d = Array(repeating: "x", count: 2)
let e = Array(1...4)
let f: [[Int]] = [[1], [2, 3]]
print(a, b, c, d, e, f, f[1][0])
