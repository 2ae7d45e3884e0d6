for i in 0..<2 {
    defer { print("end", i) }
    print("begin", i)
}
