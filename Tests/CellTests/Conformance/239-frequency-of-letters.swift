let text = "the quick brown fox jumps over the lazy dog"
var counts: [Character: Int] = [:]
for letter in text where letter != " " { counts[letter, default: 0] += 1 }
let common = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(4)
print(common.map { "\($0.key)\($0.value)" }.joined(separator: " "))
print(counts.count == 26)
