enum S { case circle(Double) }
let s = S.circle(1)
switch s { case .circle(let r, let q): print(r, q) }
