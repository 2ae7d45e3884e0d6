indirect enum Tree { case leaf, node(Tree, Int, Tree) }
func insert(_ t: Tree, _ v: Int) -> Tree {
    switch t {
    case .leaf: return .node(.leaf, v, .leaf)
    case .node(let l, let x, let r): return v < x ? .node(insert(l, v), x, r) : .node(l, x, insert(r, v))
    }
}
func list(_ t: Tree) -> [Int] {
    switch t {
    case .leaf: return []
    case let .node(l, x, r): return list(l) + [x] + list(r)
    }
}
print(list([5, 2, 8, 1].reduce(Tree.leaf, insert)))
