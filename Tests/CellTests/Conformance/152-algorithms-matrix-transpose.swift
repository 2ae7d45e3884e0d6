let m = [[1, 2, 3], [4, 5, 6]]
let t = m[0].indices.map { j in m.map { $0[j] } }
print(t)
