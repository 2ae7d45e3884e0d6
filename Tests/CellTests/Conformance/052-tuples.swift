let t = (x: 1, y: "two")
print(t.x, t.y, t.0, t)
let u = (3, 4.5)
print(u.0, u.1, u == (3, 4.5), (1, 2) < (1, 3))
func pair() -> (low: Int, high: Int) { (1, 9) }
print(pair().low, pair().high)
var v = (a: 1, b: 2)
v.a = 5
print(v)
