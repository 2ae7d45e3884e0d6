enum E { case num(Int), text(String) }
func f(_ e: E) -> Int {
    guard case .num(let n) = e else { return -1 }
    return n
}
print(f(.num(4)), f(.text("x")))
