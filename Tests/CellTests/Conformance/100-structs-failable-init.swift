struct Even {
    let n: Int
    init?(_ n: Int) {
        if n % 2 != 0 { return nil }
        self.n = n
    }
}
print(Even(3) == nil, Even(4)!.n)
extension Even: Equatable {}
