print(abs(-3), abs(-2.5), min(3, 1, 2), max(2.5, 1), max("a", "b"))
