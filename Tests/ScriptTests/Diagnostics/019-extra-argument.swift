func one(_ a: Int) -> Int { a }
one(1, 2)
