struct Node {
    let name: String
    var children: [Node] = []
    func lines(_ depth: Int = 0) -> [String] {
        [String(repeating: "  ", count: depth) + name] + children.flatMap { $0.lines(depth + 1) }
    }
    var count: Int { 1 + children.map(\.count).reduce(0, +) }
}
var root = Node(name: "root", children: [Node(name: "a"), Node(name: "b", children: [Node(name: "c")])])
root.children[1].children.append(Node(name: "d"))
print(root.lines().joined(separator: "\n"))
print(root.count)
