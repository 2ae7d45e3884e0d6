var a = [1]
a[4] = 2
