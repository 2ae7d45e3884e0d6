struct Op { let name: String; let run: (Int, Int) -> Int }
let ops = [Op(name: "+", run: +), Op(name: "max", run: { max($0, $1) })]
for op in ops { print(op.name, op.run(3, 4)) }
