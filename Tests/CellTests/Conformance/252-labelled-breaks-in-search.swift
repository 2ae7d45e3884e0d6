let grid = [[1, 5, 9], [2, 6, 4], [7, 3, 8]]
var found: (Int, Int)?
search: for (y, row) in grid.enumerated() {
    for (x, value) in row.enumerated() {
        if value > 8 { continue search }
        if value == 6 { found = (x, y); break search }
    }
}
if let (x, y) = found { print("found at", x, y) } else { print("nothing") }
