struct Bad {}
func f() throws { throw Bad() }
