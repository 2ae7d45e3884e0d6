print(1 < 2, 2 <= 2, 3 > 4, 3 >= 4, 1 == 1, 1 != 1)
print("a" < "b", 1.5 > 1, true == false, true != false)
