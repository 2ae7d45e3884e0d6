let words = ["pear", "fig", "apple"]
print(words.sorted(), words.sorted { $0.count < $1.count }, words.sorted(by: { $0 > $1 }))
print([3.5, -1, 2].sorted(), words.max { $0.count < $1.count }!)
