enum Oops: Error { case bad }
func f(_ ok: Bool) throws -> Int { if ok { return 1 } else { throw Oops.bad } }
print((try? f(true)) ?? -1, (try? f(false)) ?? -1, try! f(true))
if let x = try? f(true) { print(x) }
