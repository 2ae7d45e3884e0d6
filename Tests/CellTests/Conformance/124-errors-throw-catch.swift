enum Failure: Error { case small, big(Int) }
func check(_ n: Int) throws -> Int {
    if n < 0 { throw Failure.small }
    if n > 9 { throw Failure.big(n) }
    return n
}
for n in [5, -1, 20] {
    do { print("ok", try check(n)) }
    catch Failure.small { print("small") }
    catch Failure.big(let x) { print("big", x) }
    catch { print("other", error) }
}
