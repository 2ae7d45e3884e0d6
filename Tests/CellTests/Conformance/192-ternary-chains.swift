for n in [-1, 0, 1] { print(n < 0 ? "neg" : n == 0 ? "zero" : "pos") }
