let rows = [("stem", 3), ("layer1", 120), ("head", 7)]
let width = rows.map { $0.0.count }.max()!
for (name, count) in rows {
    let gap = String(repeating: " ", count: width - name.count)
    let number = String(count)
    print(name + gap + " " + String(repeating: ".", count: 5 - number.count) + number)
}
