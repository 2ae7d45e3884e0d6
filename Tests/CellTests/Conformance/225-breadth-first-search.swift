let graph = ["a": ["b", "c"], "b": ["d"], "c": ["d", "e"], "d": ["f"], "e": ["f"], "f": []]
func path(from start: String, to goal: String) -> [String]? {
    var queue = [[start]]
    var visited: Set<String> = [start]
    while !queue.isEmpty {
        let path = queue.removeFirst()
        guard let here = path.last else { continue }
        if here == goal { return path }
        for next in graph[here] ?? [] where visited.insert(next).inserted { queue.append(path + [next]) }
    }
    return nil
}
print(path(from: "a", to: "f") ?? [], path(from: "f", to: "a") == nil)
