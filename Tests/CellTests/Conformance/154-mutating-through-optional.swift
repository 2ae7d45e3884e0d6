var d: [String: [Int]] = ["a": [1]]
d["a"]?.append(2)
d["b"]?.append(3)
print(d["a"]!, d["b"] == nil)
var o: [Int]? = [1]
o?.append(5)
o![0] = 7
print(o!)
