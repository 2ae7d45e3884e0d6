var a: Int? = nil
print(a == nil, a ?? 5)
a = 3
print(a!, a == 3, a != nil, a as Any)
if let a { print("has", a) }
if let b = a, b > 2 { print("big", b) } else { print("no") }
