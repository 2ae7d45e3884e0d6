let (a, b) = 5
