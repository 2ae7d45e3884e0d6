struct Model {
    var list: [Int]
    func pick(_ i: Int) -> Int { list[i] }
}
func use(_ m: Model) -> Int { [1, 9].map { m.pick($0) }.reduce(0, +) }
use(Model(list: [1, 2, 3]))
