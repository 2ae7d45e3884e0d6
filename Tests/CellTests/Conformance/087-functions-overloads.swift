func f(_ x: Int) -> String { "int" }
func f(_ x: Double) -> String { "double" }
func f(_ x: String) -> String { "string" }
func f(a x: Int) -> String { "labelled" }
print(f(1), f(1.5), f("x"), f(a: 1))
