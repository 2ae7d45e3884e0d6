struct Inner { var v = 1 }
struct Outer { var inner = Inner(); var list = [Inner(), Inner(v: 2)] }
var o = Outer()
o.inner.v = 5
o.list[1].v += 10
print(o.inner.v, o.list[1].v, o.list.map { $0.v })
