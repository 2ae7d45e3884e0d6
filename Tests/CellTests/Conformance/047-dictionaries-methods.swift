let d = ["x": 1, "y": 2]
print(d.mapValues { $0 * 10 }["y"]!, d.filter { $0.value > 1 }.count, d.isEmpty, d.contains { $0.value == 2 })
var e = d
e.removeValue(forKey: "x")
e.merge(["y": 5, "z": 1]) { a, b in a + b }
print(e["y"]!, e["z"]!, e.count, e.updateValue(9, forKey: "z")!)
print(Dictionary(uniqueKeysWithValues: [("a", 1), ("b", 2)])["b"]!)
