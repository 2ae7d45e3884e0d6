struct Code: Error { let n: Int }
func go(_ n: Int) throws { throw Code(n: n) }
for n in [1, 2] {
    do { try go(n) } catch let e as Code where e.n == 1 { print("one") } catch { print("other") }
}
