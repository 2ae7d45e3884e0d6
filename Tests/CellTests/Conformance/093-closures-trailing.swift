func run(times: Int, _ body: (Int) -> Void) { for i in 0..<times { body(i) } }
run(times: 2) { print("turn", $0) }
func two(_ a: () -> Int, b: () -> Int) -> Int { a() + b() }
print(two { 1 } b: { 2 })
