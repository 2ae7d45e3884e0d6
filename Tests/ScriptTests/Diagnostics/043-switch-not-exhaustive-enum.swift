enum E { case a, b, c }
let e = E.a
switch e { case .a: print(1) }
