let x: Int = 2.5
