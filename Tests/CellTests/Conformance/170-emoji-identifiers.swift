let π = 3.14159
let größe = 2
print(π * Double(größe))
