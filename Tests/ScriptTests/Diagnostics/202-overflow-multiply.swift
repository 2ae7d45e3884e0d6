func f(_ n: Int) -> Int { n * n }
f(4_000_000_000)
