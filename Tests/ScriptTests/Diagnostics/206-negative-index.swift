let a = [1]
let i = -1
a[i]
