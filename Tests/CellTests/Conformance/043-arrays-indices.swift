let a = ["x", "y"]
for i in a.indices { print(i, a[i]) }
print(a.indices.contains(2), a.endIndex)
