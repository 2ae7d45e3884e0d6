var list = [1, 2, 3]
while let last = list.popLast() { print(last) }
