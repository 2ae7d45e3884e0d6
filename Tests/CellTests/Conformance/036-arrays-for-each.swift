[1, 2].forEach { print($0) }
["a", "b"].enumerated().forEach { i, x in print(i, x) }
