var i = 0
var list = [3, 2, 0, 5]
while i < list.count, list[i] != 0 { i += 1 }
print(i)
