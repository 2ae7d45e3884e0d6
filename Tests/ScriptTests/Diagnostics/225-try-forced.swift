enum E: Error { case e }
func f() throws -> Int { throw E.e }
try! f()
