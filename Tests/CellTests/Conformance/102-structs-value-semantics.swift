struct Box { var items: [Int] }
var a = Box(items: [1])
var b = a
b.items.append(2)
a.items[0] = 9
print(a, b)
