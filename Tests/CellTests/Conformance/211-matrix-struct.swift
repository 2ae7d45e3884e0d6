struct Matrix: Equatable {
    let rows: Int, columns: Int
    var grid: [Double]
    init(rows: Int, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        grid = Array(repeating: 0, count: rows * columns)
    }
    subscript(row: Int, column: Int) -> Double {
        get { grid[row * columns + column] }
        set { grid[row * columns + column] = newValue }
    }
    static func * (a: Matrix, b: Matrix) -> Matrix {
        var product = Matrix(rows: a.rows, columns: b.columns)
        for i in 0..<a.rows { for j in 0..<b.columns { for k in 0..<a.columns { product[i, j] += a[i, k] * b[k, j] } } }
        return product
    }
}
var a = Matrix(rows: 2, columns: 2)
a[0, 0] = 1; a[0, 1] = 2; a[1, 0] = 3; a[1, 1] = 4
let b = a * a
print(b.grid, b == a, b[1, 0])
