print("apple" < "banana", "a" == "a", "a" + "b" == "ab", "Z" < "a", ["b", "a"].sorted())
