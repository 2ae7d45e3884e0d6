let x: UInt8 = 3
