struct Money: CustomStringConvertible {
    let cents: Int
    var description: String { "$\(cents / 100).\(cents % 100)" }
}
print(Money(cents: 1250), "\(Money(cents: 199))", [Money(cents: 305)])
