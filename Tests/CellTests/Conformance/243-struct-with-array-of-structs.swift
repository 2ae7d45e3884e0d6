struct Layer { var name: String, size: Int }
struct Model {
    var layers: [Layer] = []
    var total: Int { layers.reduce(0) { $0 + $1.size } }
    mutating func grow(_ name: String, by amount: Int) -> Bool {
        guard let index = layers.firstIndex(where: { $0.name == name }) else { return false }
        layers[index].size += amount
        return true
    }
}
var model = Model(layers: [Layer(name: "stem", size: 3), Layer(name: "head", size: 5)])
let copy = model
print(model.grow("head", by: 2), model.grow("tail", by: 1), model.total, copy.total)
model.layers.removeAll { $0.size < 5 }
print(model.layers.map { $0.name })
