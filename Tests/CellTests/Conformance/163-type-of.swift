print(type(of: 1), type(of: "a"), type(of: 1.5), type(of: [1]), type(of: true))
