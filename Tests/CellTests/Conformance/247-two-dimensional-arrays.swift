var board = Array(repeating: Array(repeating: ".", count: 3), count: 3)
board[1][1] = "x"
board[0][2] = "o"
for row in board { print(row.joined()) }
print(board.flatMap { $0 }.filter { $0 != "." }.count)
let transposed = (0..<3).map { column in board.map { $0[column] } }
print(transposed[2])
