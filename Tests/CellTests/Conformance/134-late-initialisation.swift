let x: Int
if 3 > 2 { x = 1 } else { x = 2 }
var y: String
y = "set"
print(x, y)
