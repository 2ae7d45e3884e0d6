struct A { var b: B? }
struct B { var c: [Int] }
let a = A(b: B(c: [1, 2]))
print(a.b!.c[1], a.b?.c.first as Any, a.b?.c.count ?? 0)
