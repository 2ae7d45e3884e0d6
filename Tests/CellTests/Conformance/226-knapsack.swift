let items = [(weight: 3, value: 4), (weight: 4, value: 5), (weight: 7, value: 10), (weight: 8, value: 11), (weight: 9, value: 13)]
var best = [Int](repeating: 0, count: 18)
for item in items {
    for capacity in stride(from: 17, through: item.weight, by: -1) {
        best[capacity] = max(best[capacity], best[capacity - item.weight] + item.value)
    }
}
print(best[17], best)
