let a = [Int](repeating: 0, count: 1_000_000_000_000)
