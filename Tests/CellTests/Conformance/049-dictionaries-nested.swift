var d: [String: [Int]] = [:]
d["a", default: []].append(1)
d["a"]?.append(2)
d["b", default: []] += [3, 4]
print(d["a"]!, d["b"]!)
