struct Line { var w = 0.0, b = 0.0
    func callAsFunction(_ x: Double) -> Double { w * x + b } }
var line = Line()
let data = [(1.0, 3.0), (2.0, 5.0), (3.0, 7.0)]
for _ in 0..<2000 {
    var dw = 0.0, db = 0.0
    for (x, y) in data {
        let e = line(x) - y
        dw += 2 * e * x
        db += 2 * e
    }
    line.w -= 0.01 * dw
    line.b -= 0.01 * db
}
print((line.w * 1000).rounded() / 1000, (line.b * 1000).rounded() / 1000)
