let x = 3.14159
print((x * 100).rounded() / 100, Int(x.rounded(.up)), x.truncatingRemainder(dividingBy: 1) < 0.2)
