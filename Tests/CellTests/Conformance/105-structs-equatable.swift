struct P: Equatable { var x: Int; var y: String }
print(P(x: 1, y: "a") == P(x: 1, y: "a"), P(x: 1, y: "a") != P(x: 2, y: "a"), [P(x: 1, y: "")].contains(P(x: 1, y: "")))
