[Int](repeating: 1, count: -1)
