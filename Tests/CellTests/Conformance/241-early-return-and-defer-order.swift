func work(_ n: Int) -> String {
    print("begin", n)
    defer { print("last") }
    defer { print("first") }
    if n < 0 { return "negative" }
    guard n < 10 else { return "large" }
    return "fine"
}
for n in [-1, 5, 50] { print(work(n)) }
