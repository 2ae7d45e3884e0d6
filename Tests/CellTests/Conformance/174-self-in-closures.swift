struct Filter {
    let limit: Int
    func apply(_ a: [Int]) -> [Int] { a.filter { $0 < limit } }
    func applyExplicit(_ a: [Int]) -> [Int] { a.filter { $0 < self.limit } }
}
print(Filter(limit: 3).apply([1, 2, 3]), Filter(limit: 2).applyExplicit([1, 2]))
