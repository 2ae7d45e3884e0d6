var a = [[1, 2], [3]]
a[0][1] = 9
a[1].append(4)
a[0] += [5]
a.swapAt(0, 1)
print(a)
var b = [5, 3, 8]
b.sort()
b.reverse()
b.removeAll { $0 == 5 }
print(b)
b.removeAll()
print(b.isEmpty)
