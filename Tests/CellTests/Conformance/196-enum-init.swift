enum Grade: Comparable {
    case low, mid, high
    init(_ n: Int) { if n < 3 { self = .low } else if n < 7 { self = .mid } else { self = .high } }
    static func < (a: Grade, b: Grade) -> Bool { a.order < b.order }
    private var order: Int { switch self { case .low: 0; case .mid: 1; case .high: 2 } }
}
print(Grade(1), Grade(5), Grade(9), Grade(1) < Grade(5))
