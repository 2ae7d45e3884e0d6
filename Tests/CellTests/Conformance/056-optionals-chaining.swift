struct Inner { var value = 5; func twice() -> Int { value * 2 } }
struct Outer { var inner: Inner? }
var o = Outer(inner: nil)
print(o.inner?.value as Any, o.inner?.twice() ?? -1)
o.inner = Inner()
o.inner?.value = 8
print(o.inner?.value as Any, o.inner!.twice())
