var a = [1, 2]
var b = a
b.append(3)
a[0] = 10
print(a, b)
func change(_ x: [Int]) -> [Int] { var y = x; y[0] = 99; return y }
print(change(a), a)
