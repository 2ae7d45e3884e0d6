let x: Int = "three"
