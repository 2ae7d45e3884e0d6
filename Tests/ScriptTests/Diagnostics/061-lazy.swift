struct S { lazy var x = 1 }
