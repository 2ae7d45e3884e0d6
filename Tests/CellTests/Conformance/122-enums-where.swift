enum Event { case key(Character), click(x: Int, y: Int) }
for e in [Event.key("q"), .key("a"), .click(x: 1, y: 1), .click(x: 1, y: 2)] {
    switch e {
    case .key("q"): print("quit")
    case .key(let c): print("key", c)
    case .click(let x, let y) where x == y: print("diagonal")
    case .click: print("click")
    }
}
