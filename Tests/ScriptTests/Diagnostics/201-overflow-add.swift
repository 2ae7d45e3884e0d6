var n = Int.max
n += 1
