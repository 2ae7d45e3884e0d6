print("x") }
