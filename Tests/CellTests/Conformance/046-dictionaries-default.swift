var counts: [Character: Int] = [:]
for c in "hello" { counts[c, default: 0] += 1 }
for (k, v) in counts.sorted(by: { $0.key < $1.key }) { print(k, v) }
