var cells: Set<[Int]> = [[1, 0], [1, 1], [1, 2]]
func step(_ cells: Set<[Int]>) -> Set<[Int]> {
    var counts: [[Int]: Int] = [:]
    for cell in cells {
        for dy in -1...1 { for dx in -1...1 where dx != 0 || dy != 0 { counts[[cell[0] + dx, cell[1] + dy], default: 0] += 1 } }
    }
    return Set(counts.filter { $0.value == 3 || ($0.value == 2 && cells.contains($0.key)) }.keys)
}
for _ in 0..<2 {
    cells = step(cells)
    print(cells.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) })
}
