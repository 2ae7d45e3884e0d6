struct Tally {
    var hits = 0
    var mean = 1.5
    var name = "t"
    var list = [1]
}
func fallback() -> Int { print("asked"); return 10 }

// The default of a dictionary is evaluated only where the key is missing.
var counts = ["a": 1]
counts["a", default: fallback()] += 1
counts["b", default: fallback()] += 1
print(counts["a"]!, counts["b"]!)

var words: [String: [String]] = [:]
words["x", default: []] += ["one"]
words["x", default: []] += ["two"]
var texts: [Int: String] = [:]
for i in 0..<4 { texts[i % 2, default: "-"] += String(i) }
print(words["x"]!, texts[0]!, texts[1]!)

// Variables of the top level, of functions, and shared with closures.
func local() -> String {
    var n = 3, x = 2.0, s = "a", list = [1]
    n += 4; n -= 1; n *= n; x += 0.5; x -= 1; x *= 4; x /= 3; s += "b"; s += s; list += [2]; list += list
    let change = { n += 1; x *= 2; s += "!"; list += [n] }
    change()
    change()
    n -= 100
    return "\(n) \(x) \(s) \(list)"
}
print(local())
var n = 3, x = 2.0, s = "a", list = [1]
n += 4; n -= 1; n *= n; x += 0.5; x -= 1; x *= 4; x /= 3; s += "b"; s += s; list += [2]; list += list
print(n, x, s, list)

// Elements, properties, and elements of properties.
var tallies = [Tally(), Tally()]
tallies[1].hits += 2
tallies[1].mean /= 2
tallies[1].name += "u"
tallies[1].list += [7]
tallies[1].list[0] *= 5
print(tallies[0].hits, tallies[1].hits, tallies[1].mean, tallies[1].name, tallies[1].list)
