let n = 7
let text = if n % 2 == 0 { "even" } else if n > 5 { "big odd" } else { "odd" }
print(text)
func f(_ b: Bool) -> Int { if b { 1 } else { 2 } }
print(f(true), f(false))
