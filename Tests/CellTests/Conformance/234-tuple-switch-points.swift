let points = [(0, 0), (3, 0), (0, -2), (2, 2), (-1, 1), (5, 7)]
for point in points {
    switch point {
    case (0, 0): print("origin")
    case (_, 0): print("on the x axis")
    case (0, _): print("on the y axis")
    case let (x, y) where x == y: print("on the diagonal at", x)
    case let (x, y) where x == -y: print("on the other diagonal at", x)
    case (-5...5, -5...5): print("near")
    default: print("far")
    }
}
