func f() -> Int {
    var x = 1
    defer { print("deferred", x) }
    defer { print("second") }
    x = 5
    return x
}
print(f())
