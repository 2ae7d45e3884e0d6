struct S { let n = 0 }
var s = S(); s.n = 3
