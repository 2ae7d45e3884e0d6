var d = ["a": 1, "b": 2]
d["c"] = 3
d["a"] = nil
print(d.count, d["b"]!, d["z"] == nil, d["z"] ?? 0, d["z", default: 7])
d["b"]! += 5
print(d["b"]!, d.keys.sorted(), d.values.sorted())
