print(Int("42")!, Int("x") == nil, Double("2.5")!, String(3.0), String(7) + "1", Int("ff", radix: 16)!, String(255, radix: 16))
