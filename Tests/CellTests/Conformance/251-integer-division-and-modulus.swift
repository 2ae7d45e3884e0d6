for (a, b) in [(7, 2), (-7, 2), (7, -2), (-7, -2)] {
    print(a / b, a % b, a.isMultiple(of: b))
}
print(17.quotientAndRemainder(dividingBy: 5))
print((7.0 / 2).rounded(.down), (-3.5).rounded(), (2.5).rounded(.toNearestOrEven), Int(3.99))
