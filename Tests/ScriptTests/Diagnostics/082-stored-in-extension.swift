extension Int { var x: Int = 3 }
