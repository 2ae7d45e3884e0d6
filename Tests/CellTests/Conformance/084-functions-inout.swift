func double(_ x: inout Int) { x *= 2 }
func push(_ a: inout [Int], _ v: Int) { a.append(v) }
var n = 4
double(&n)
var l = [1]
push(&l, 2)
double(&l[0])
print(n, l)
var a = 1, b = 2
swap(&a, &b)
print(a, b)
