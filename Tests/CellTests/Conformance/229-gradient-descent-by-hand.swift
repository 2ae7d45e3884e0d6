func loss(_ w: Double, _ b: Double, _ data: [(x: Double, y: Double)]) -> Double {
    var total = 0.0
    for point in data {
        let error = point.y - (w * point.x + b)
        total += error * error
    }
    return total / Double(data.count)
}
var data: [(x: Double, y: Double)] = []
for i in 0..<10 {
    let x = Double(i) / 10
    data.append((x: x, y: 3 * x + 1))
}
var (w, b) = (0.0, 0.0)
for _ in 0..<2000 {
    var (dw, db) = (0.0, 0.0)
    for (x, y) in data {
        let error = w * x + b - y
        dw += 2 * error * x / Double(data.count)
        db += 2 * error / Double(data.count)
    }
    w -= 0.3 * dw
    b -= 0.3 * db
}
print((w * 1000).rounded() / 1000, (b * 1000).rounded() / 1000, loss(w, b, data) < 1e-9)
