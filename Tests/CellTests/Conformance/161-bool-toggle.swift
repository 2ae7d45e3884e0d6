var b = false
b.toggle()
print(b, !b)
