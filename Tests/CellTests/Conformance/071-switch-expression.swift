enum Size { case small, large }
let s = Size.large
let n = switch s { case .small: 1; case .large: 2 }
print(n)
