let n = 1 / 0
