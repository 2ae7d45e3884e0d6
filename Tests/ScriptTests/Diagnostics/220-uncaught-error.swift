enum Oops: Error { case bad(Int) }
func inner() throws { throw Oops.bad(3) }
func outer() throws { try inner() }
try outer()
