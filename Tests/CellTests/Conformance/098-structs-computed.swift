struct Rect {
    var w: Double, h: Double
    var area: Double { w * h }
    var side: Double {
        get { w }
        set { w = newValue; h = newValue }
    }
}
var r = Rect(w: 2, h: 3)
print(r.area)
r.side = 4
print(r.area, r)
r.side += 1
print(r.w)
