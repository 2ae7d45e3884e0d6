let make = { (n: Int) in { (m: Int) in { (k: Int) in n * 100 + m * 10 + k } } }
print(make(1)(2)(3))
