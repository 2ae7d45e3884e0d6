var s: Set<String> = ["a"]
print(s.insert("b").inserted, s.insert("a").inserted, s.count)
s.formUnion(["c"])
s.subtract(["a"])
print(s.sorted())
