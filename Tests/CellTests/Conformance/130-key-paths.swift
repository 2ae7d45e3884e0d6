struct Run { var loss: Double; var name: String }
let runs = [Run(loss: 0.5, name: "a"), Run(loss: 0.25, name: "b")]
print(runs.map(\.loss), runs.map(\.name), runs.map(\.name.count))
