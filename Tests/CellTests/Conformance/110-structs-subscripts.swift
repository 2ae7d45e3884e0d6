struct Grid {
    var cells = [0, 0, 0, 0]
    subscript(row: Int, column: Int) -> Int {
        get { cells[row * 2 + column] }
        set { cells[row * 2 + column] = newValue }
    }
}
var g = Grid()
g[1, 0] = 5
g[0, 1] += 2
print(g[1, 0], g.cells)
