var grid = [[Double]](repeating: [0, 0], count: 2)
grid[0][1] = 1
grid[1][0] += 2.5
for row in grid { print(row.map { String($0) }.joined(separator: " ")) }
