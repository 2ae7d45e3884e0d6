func f(_ x: Int) {}
var n = 1
f(&n)
