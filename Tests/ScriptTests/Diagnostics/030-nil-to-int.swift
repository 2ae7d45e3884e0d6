let x: Int = nil
