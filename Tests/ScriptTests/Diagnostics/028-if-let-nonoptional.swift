let a = 3
if let b = a { print(b) }
