let data = [1.5, 2.5, 2.7, 3.1, 1.1]
var bins = [Int](repeating: 0, count: 3)
for v in data { bins[min(2, Int(v) - 1)] += 1 }
print(bins)
