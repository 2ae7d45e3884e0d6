func place(_ p: (Int, Int)) -> String {
    switch p {
    case (0, 0): return "origin"
    case (_, 0): return "x axis"
    case (0, _): return "y axis"
    case let (x, y) where x == y: return "diagonal \(x)"
    case (let x, let y): return "\(x),\(y)"
    }
}
print(place((0, 0)), place((3, 0)), place((0, 3)), place((2, 2)), place((1, 2)))
