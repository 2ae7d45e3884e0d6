print([["a"], []], [("x", 1)], [[1: "b"]], Optional([1]) as Any)
