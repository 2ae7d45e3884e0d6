var moves: [(String, String)] = []
func hanoi(_ n: Int, _ from: String, _ to: String, _ by: String) {
    guard n > 0 else { return }
    hanoi(n - 1, from, by, to)
    moves.append((from, to))
    hanoi(n - 1, by, to, from)
}
hanoi(4, "A", "C", "B")
print(moves.count, moves.first!, moves.last!.1)
