print([2, 9, 4].max()!, ["b", "a"].min()!, [Int]().max() == nil, [1.5, 0.5].min()!)
