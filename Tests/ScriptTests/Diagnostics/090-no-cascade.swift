let a = foo
a.count
print(a + 1)
