let x: Int
func f() -> Int { y }
let y = f()
