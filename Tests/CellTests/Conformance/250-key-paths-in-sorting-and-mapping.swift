struct Run { let name: String; let scores: [Double]; var best: Double { scores.max() ?? 0 } }
let runs = [Run(name: "a", scores: [0.2, 0.7]), Run(name: "b", scores: []), Run(name: "c", scores: [0.9])]
print(runs.map(\.best), runs.map(\.name.count), runs.filter { !$0.scores.isEmpty }.map(\.name))
