let s: String? = "x"
s.count
