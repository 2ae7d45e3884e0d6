struct S { var n: Int { 3 } }
var s = S(); s.n = 4
