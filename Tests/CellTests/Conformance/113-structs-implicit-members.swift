struct Color { var r: Int; static let red = Color(r: 255); static func gray(_ n: Int) -> Color { Color(r: n) } }
func show(_ c: Color) -> Int { c.r }
let c: Color = .red
print(show(.red), show(.gray(7)), c.r, show(.init(r: 3)))
