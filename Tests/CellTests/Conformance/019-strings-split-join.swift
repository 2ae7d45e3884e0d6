let parts = "a,b,,c".split(separator: ",")
print(parts.count, parts.joined(separator: "-"))
print("a,b,,c".split(separator: ",", omittingEmptySubsequences: false).count)
print(["x", "y"].joined(), "a b c".split(separator: " ").map { String($0) + "!" })
