let ops: [String: (Double, Double) -> Double] = ["+": { $0 + $1 }, "*": { $0 * $1 }]
print(ops["+"]!(2, 3), ops["*"]!(2, 3), ops["-"] == nil)
