enum Kind: Hashable { case a, b(Int) }
var counts: [Kind: Int] = [:]
for k in [Kind.a, .b(1), .a, .b(2)] { counts[k, default: 0] += 1 }
print(counts[.a]!, counts[.b(1)]!, counts[.b(3)] == nil)
