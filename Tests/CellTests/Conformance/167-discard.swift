func f() -> Int { print("called"); return 1 }
_ = f()
let _ = f()
