func makeAdders() -> [(Int) -> Int] { (1...3).map { n in { $0 + n } } }
print(makeAdders().map { $0(10) })
