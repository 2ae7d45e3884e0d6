func f(_ x: inout Int) { x += 1 }
var n = 1
f(n)
