#warning("x")
