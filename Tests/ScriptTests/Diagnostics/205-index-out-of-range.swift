let a = [1, 2, 3]
let i = 3
print(a[i])
