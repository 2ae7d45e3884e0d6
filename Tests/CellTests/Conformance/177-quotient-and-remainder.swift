let (q, r) = 17.quotientAndRemainder(dividingBy: 5)
print(q, r, (-17).signum())
