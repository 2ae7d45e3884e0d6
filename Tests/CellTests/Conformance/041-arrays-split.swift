print([1, 0, 2, 3, 0, 4].split(separator: 0).map { Array($0) })
