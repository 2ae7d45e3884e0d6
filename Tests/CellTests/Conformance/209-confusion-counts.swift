let truth = ["cat", "dog", "cat", "bird", "dog", "cat"]
let guess = ["cat", "cat", "cat", "bird", "dog", "dog"]
var counts: [String: [String: Int]] = [:]
for (t, g) in zip(truth, guess) { counts[t, default: [:]][g, default: 0] += 1 }
for t in counts.keys.sorted() {
    let row = counts[t]!.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    print(t, row.joined(separator: ","))
}
let right = zip(truth, guess).filter { $0 == $1 }.count
print(Double(right) / Double(truth.count))
