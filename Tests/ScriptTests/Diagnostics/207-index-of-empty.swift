let a: [Int] = []
a[0]
