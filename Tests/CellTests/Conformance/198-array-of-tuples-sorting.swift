var scores = [("b", 2), ("a", 2), ("c", 5)]
scores.sort { ($1.1, $0.0) < ($0.1, $1.0) }
print(scores.map { $0.0 })
