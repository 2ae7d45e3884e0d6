print(Int.max &+ 1 == Int.min, Int.max &* 2, Int.min &- 1 == Int.max)
