indirect enum List {
    case end
    case node(Int, List)
    var sum: Int {
        switch self {
        case .end: 0
        case .node(let value, let rest): value + rest.sum
        }
    }
    func reversed() -> List {
        var result = List.end
        var here = self
        while case .node(let value, let rest) = here {
            result = .node(value, result)
            here = rest
        }
        return result
    }
    var array: [Int] {
        switch self {
        case .end: []
        case .node(let value, let rest): [value] + rest.array
        }
    }
}
var list = List.end
for i in 1...5 { list = .node(i * i, list) }
print(list.sum, list.array, list.reversed().array)
