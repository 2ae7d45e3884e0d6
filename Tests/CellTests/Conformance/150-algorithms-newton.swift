var x = 2.0
for _ in 0..<6 { x -= (x * x - 2) / (2 * x) }
print(x)
