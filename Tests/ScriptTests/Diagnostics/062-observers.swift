struct S { var x = 1 { didSet { print(x) } } }
