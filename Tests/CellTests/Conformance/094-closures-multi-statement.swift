let f = { (x: Int) -> String in
    let y = x * 2
    if y > 5 { return "big" }
    return "small"
}
print(f(1), f(3))
let lengths = ["a", "bb"].map { s -> Int in
    let n = s.count
    return n * 2
}
print(lengths)
