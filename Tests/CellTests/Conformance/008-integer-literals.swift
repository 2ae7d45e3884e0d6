print(0xff, 0b1010, 0o17, 1_000_000, Int.min)
