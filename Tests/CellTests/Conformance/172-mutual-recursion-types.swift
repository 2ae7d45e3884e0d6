struct Node { var value: Int; var children: [Node] = [] 
    func sum() -> Int { value + children.reduce(0) { $0 + $1.sum() } } }
let tree = Node(value: 1, children: [Node(value: 2), Node(value: 3, children: [Node(value: 4)])])
print(tree.sum())
