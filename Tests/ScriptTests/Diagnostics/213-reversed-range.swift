let n = 1
for i in 5..<n { print(i) }
