var a = [3, 1, 2]
print(a, a.count, a.isEmpty, a.first!, a.last!, a[1])
a[1] = 9
a.append(4)
a.insert(0, at: 0)
print(a, a.remove(at: 1), a)
a.removeLast()
a.removeFirst()
print(a, a + [7], [Int]().isEmpty)
