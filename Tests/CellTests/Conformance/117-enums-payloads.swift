enum Shape { case circle(Double), rect(w: Double, h: Double), none }
func area(_ s: Shape) -> Double {
    switch s {
    case .circle(let r): return r * r * 3
    case let .rect(w, h): return w * h
    case .none: return 0
    }
}
print(area(.circle(2)), area(.rect(w: 2, h: 3)), area(.none))
let s = Shape.rect(w: 1, h: 2)
print(s)
if case .rect(let w, _) = s { print(w) }
