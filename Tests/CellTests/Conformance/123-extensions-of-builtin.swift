extension Int {
    var squared: Int { self * self }
    func times(_ body: (Int) -> Void) { for i in 0..<self { body(i) } }
}
extension String { var shout: String { uppercased() + "!" } }
extension Double { static let golden = 1.618 }
print(4.squared, "hi".shout)
2.times { print("t", $0) }
