let value: Int? = 5
func show(_ value: Int?) { if let value { print(value + 1) } else { print("none") } }
show(value)
show(nil)
