let n = 0
stride(from: 0, to: 3, by: n)
