print(Int(3.99), Int(-3.99), Double(3), Float(2), Int(Float(2.5)), Double(Float(0.5)))
