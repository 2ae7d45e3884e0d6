let a: Any = "x"
a as! Int
