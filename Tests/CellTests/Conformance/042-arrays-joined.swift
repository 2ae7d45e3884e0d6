print(Array([[1, 2], [3]].joined()))
