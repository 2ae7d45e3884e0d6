var pairs: [(name: String, n: Int)] = []
pairs.append((name: "a", n: 1))
pairs.append(("b", 2))
for (name, n) in pairs { print(name, n) }
print(pairs.map { $0.n }.max()!, pairs[0].name)
