print(Int.max, Double.pi, Double.infinity, Double.nan.isNaN, (-5).magnitude, (7).isMultiple(of: 7))
print(2.5.rounded(), (-2.5).rounded(), 2.4.rounded(.up), 2.6.rounded(.down), 9.0.squareRoot())
