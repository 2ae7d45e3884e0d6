var log: [String] = []
let add: (String) -> Void = { log.append($0) }
add("a"); add("b")
print(log)
