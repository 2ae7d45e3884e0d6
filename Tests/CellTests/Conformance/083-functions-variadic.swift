func sum(_ n: Int...) -> Int { n.reduce(0, +) }
func labelled(_ t: String, items: Int..., sep: String) -> String { t + items.map { String($0) }.joined(separator: sep) }
print(sum(), sum(1), sum(1, 2, 3), labelled("a", items: 1, 2, sep: "-"))
