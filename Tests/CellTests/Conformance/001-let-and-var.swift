let a = 1
var b = a + 2
b += 4
print(a, b)
