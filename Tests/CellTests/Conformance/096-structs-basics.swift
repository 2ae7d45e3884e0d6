struct Point { var x: Int; var y = 0 }
var p = Point(x: 1)
let q = Point(x: 2, y: 3)
p.y = 5
print(p, q, p.x + q.x)
