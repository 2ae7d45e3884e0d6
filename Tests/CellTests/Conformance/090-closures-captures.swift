func counter() -> () -> Int {
    var n = 0
    return { n += 1; return n }
}
let a = counter(), b = counter()
print(a(), a(), b(), a())
var x = 1
let read = { x }
x = 7
print(read())
