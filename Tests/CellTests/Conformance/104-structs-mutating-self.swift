struct Toggle {
    var on = false
    mutating func flip() { self = Toggle(on: !on) }
}
var t = Toggle()
t.flip()
print(t.on)
