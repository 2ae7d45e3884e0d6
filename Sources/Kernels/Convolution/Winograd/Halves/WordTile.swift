import CLanes

/// Eight rows of sums against two registers of columns: what stays in registers while words are multiplied and added.
struct WordTile {
    var s0, s1, s2, s3, s4, s5, s6, s7: Lanes
    var t0, t1, t2, t3, t4, t5, t6, t7: Lanes

    @inline(__always)
    init() {
        (s0, s1, s2, s3, s4, s5, s6, s7) = (.zero, .zero, .zero, .zero, .zero, .zero, .zero, .zero)
        (t0, t1, t2, t3, t4, t5, t6, t7) = (.zero, .zero, .zero, .zero, .zero, .zero, .zero, .zero)
    }

    /// Adds the products of eight words, one a row, and 32 columns' words.
    @inline(__always)
    mutating func add(
        _ x: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32), times columns: UnsafePointer<UInt32>
    ) {
        let (w, v) = (Words(at: columns), Words(at: columns + 16))
        Self.add(x.0, w, v, &s0, &t0)
        Self.add(x.1, w, v, &s1, &t1)
        Self.add(x.2, w, v, &s2, &t2)
        Self.add(x.3, w, v, &s3, &t3)
        Self.add(x.4, w, v, &s4, &t4)
        Self.add(x.5, w, v, &s5, &t5)
        Self.add(x.6, w, v, &s6, &t6)
        Self.add(x.7, w, v, &s7, &t7)
    }

    @inline(__always)
    private static func add(_ x: UInt32, _ w: Words, _ v: Words, _ s: inout Lanes, _ t: inout Lanes) {
        let x = Words(repeating: x)
        s = avts_added_products(s, w, x)
        t = avts_added_products(t, v, x)
    }

    /// Calls `body` with the row and its 32 sums, of the first `rows` rows.
    @inline(__always)
    func forEachRow(_ rows: Int, _ body: (_ row: Int, _ low: Lanes, _ high: Lanes) -> Void) {
        body(0, s0, t0)
        if rows > 1 { body(1, s1, t1) }
        if rows > 2 { body(2, s2, t2) }
        if rows > 3 { body(3, s3, t3) }
        if rows > 4 { body(4, s4, t4) }
        if rows > 5 { body(5, s5, t5) }
        if rows > 6 { body(6, s6, t6) }
        if rows > 7 { body(7, s7, t7) }
    }
}
