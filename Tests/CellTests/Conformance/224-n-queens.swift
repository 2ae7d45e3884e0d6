func queens(_ n: Int) -> Int {
    var columns = Set<Int>(), up = Set<Int>(), down = Set<Int>()
    func place(_ row: Int) -> Int {
        if row == n { return 1 }
        var count = 0
        for column in 0..<n where !columns.contains(column) && !up.contains(row + column) && !down.contains(row - column) {
            columns.insert(column); up.insert(row + column); down.insert(row - column)
            count += place(row + 1)
            columns.remove(column); up.remove(row + column); down.remove(row - column)
        }
        return count
    }
    return place(0)
}
print((1...6).map(queens))
