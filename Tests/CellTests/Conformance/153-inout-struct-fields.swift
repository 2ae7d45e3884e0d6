struct S { var a = [1, 2]; var n = 3 }
func bump(_ x: inout Int) { x += 100 }
var s = S()
bump(&s.n)
bump(&s.a[1])
print(s)
