struct Queue {
    private var incoming: [Int] = []
    private var outgoing: [Int] = []
    var isEmpty: Bool { incoming.isEmpty && outgoing.isEmpty }
    mutating func push(_ x: Int) { incoming.append(x) }
    mutating func pop() -> Int? {
        if outgoing.isEmpty {
            outgoing = incoming.reversed()
            incoming.removeAll()
        }
        return outgoing.popLast()
    }
}
var queue = Queue()
for i in 1...3 { queue.push(i) }
print(queue.pop() ?? -1)
queue.push(4)
while let next = queue.pop() { print(next, terminator: " ") }
print(queue.isEmpty)
