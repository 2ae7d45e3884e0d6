for (a, b) in zip([1, 2, 3], ["x", "y"]) { print(a, b) }
print(zip([1, 2], [3, 4]).map { $0 * $1 }, zip(1..., ["p", "q"]).map { "\($0)\($1)" })
