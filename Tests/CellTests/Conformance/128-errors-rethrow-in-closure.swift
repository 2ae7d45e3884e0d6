enum Oops: Error { case bad }
do {
    let r = try [1, 2, 3].map { (x: Int) throws -> Int in if x == 3 { throw Oops.bad }; return x * 2 }
    print(r)
} catch { print("failed", error) }
