struct Item { var name: String; var price: Double? }
let items = [Item(name: "a", price: 1.5), Item(name: "b", price: nil)]
print(items.compactMap { $0.price }.reduce(0, +), items.map { $0.price ?? 0 })
for item in items where item.price != nil { print(item.name) }
