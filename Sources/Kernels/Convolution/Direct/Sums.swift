// Sums written out one by one: in arrays, even those of a fixed size, the optimiser leaves some of them in memory.

@inline(__always)
private func addTwice(_ x: Float, _ w: Lanes, _ v: Lanes, _ s: inout Lanes, _ t: inout Lanes) {
    let x = Lanes(repeating: x)
    s.addProduct(w, x)
    t.addProduct(v, x)
}

/// The inputs of the eight points of a tile.
struct TileInputs {
    private let p0, p1, p2, p3, p4, p5, p6, p7: UnsafePointer<Float>

    @inline(__always)
    init(_ input: UnsafePointer<Float>, _ offsets: UnsafePointer<Int32>) {
        (p0, p1, p2, p3) = (input + Int(offsets[0]), input + Int(offsets[1]), input + Int(offsets[2]), input + Int(offsets[3]))
        (p4, p5, p6, p7) = (input + Int(offsets[4]), input + Int(offsets[5]), input + Int(offsets[6]), input + Int(offsets[7]))
    }

    @inline(__always)
    func addSingles<R: Register>(_ i: Int, times w: R, to s: inout TileSums<R>) {
        s.s0.addProduct(w, R(repeating: p0[i]))
        s.s1.addProduct(w, R(repeating: p1[i]))
        s.s2.addProduct(w, R(repeating: p2[i]))
        s.s3.addProduct(w, R(repeating: p3[i]))
        s.s4.addProduct(w, R(repeating: p4[i]))
        s.s5.addProduct(w, R(repeating: p5[i]))
        s.s6.addProduct(w, R(repeating: p6[i]))
        s.s7.addProduct(w, R(repeating: p7[i]))
    }

    /// Two registers of weights: each input is broadcast once and used twice before the next, which keeps all sums in registers.
    @inline(__always)
    func addDoubles(_ i: Int, times w: Lanes, _ v: Lanes, to s: inout TileSums<Lanes>, _ t: inout TileSums<Lanes>) {
        addTwice(p0[i], w, v, &s.s0, &t.s0)
        addTwice(p1[i], w, v, &s.s1, &t.s1)
        addTwice(p2[i], w, v, &s.s2, &t.s2)
        addTwice(p3[i], w, v, &s.s3, &t.s3)
        addTwice(p4[i], w, v, &s.s4, &t.s4)
        addTwice(p5[i], w, v, &s.s5, &t.s5)
        addTwice(p6[i], w, v, &s.s6, &t.s6)
        addTwice(p7[i], w, v, &s.s7, &t.s7)
    }

    @inline(__always)
    func addPairs(_ i: Int, times w: Lanes, to s: inout TileSums<Lanes>) {
        s.s0.addProduct(w, Lanes(pairAt: p0 + i))
        s.s1.addProduct(w, Lanes(pairAt: p1 + i))
        s.s2.addProduct(w, Lanes(pairAt: p2 + i))
        s.s3.addProduct(w, Lanes(pairAt: p3 + i))
        s.s4.addProduct(w, Lanes(pairAt: p4 + i))
        s.s5.addProduct(w, Lanes(pairAt: p5 + i))
        s.s6.addProduct(w, Lanes(pairAt: p6 + i))
        s.s7.addProduct(w, Lanes(pairAt: p7 + i))
    }
}

/// One register of sums for each of the eight points of a tile.
struct TileSums<R: Register> {
    var s0, s1, s2, s3, s4, s5, s6, s7: R

    @inline(__always)
    init(_ start: R) {
        (s0, s1, s2, s3, s4, s5, s6, s7) = (start, start, start, start, start, start, start, start)
    }

    @inline(__always)
    mutating func add(_ other: TileSums) {
        (s0, s1, s2, s3) = (s0 + other.s0, s1 + other.s1, s2 + other.s2, s3 + other.s3)
        (s4, s5, s6, s7) = (s4 + other.s4, s5 + other.s5, s6 + other.s6, s7 + other.s7)
    }

    /// Stores the first `channels` lanes of each point.
    @inline(__always)
    func store(to output: UnsafeMutablePointer<Float>, _ offsets: UnsafePointer<Int32>, first channels: Int) {
        s0.store(to: output + Int(offsets[0]), first: channels)
        s1.store(to: output + Int(offsets[1]), first: channels)
        s2.store(to: output + Int(offsets[2]), first: channels)
        s3.store(to: output + Int(offsets[3]), first: channels)
        s4.store(to: output + Int(offsets[4]), first: channels)
        s5.store(to: output + Int(offsets[5]), first: channels)
        s6.store(to: output + Int(offsets[6]), first: channels)
        s7.store(to: output + Int(offsets[7]), first: channels)
    }
}

extension TileSums<Lanes> {
    /// Adds neighbouring lanes and stores the first `channels` of the eight results.
    @inline(__always)
    func storePairs(to output: UnsafeMutablePointer<Float>, _ offsets: UnsafePointer<Int32>, first channels: Int) {
        s0.storePairSums(to: output + Int(offsets[0]), first: channels)
        s1.storePairSums(to: output + Int(offsets[1]), first: channels)
        s2.storePairSums(to: output + Int(offsets[2]), first: channels)
        s3.storePairSums(to: output + Int(offsets[3]), first: channels)
        s4.storePairSums(to: output + Int(offsets[4]), first: channels)
        s5.storePairSums(to: output + Int(offsets[5]), first: channels)
        s6.storePairSums(to: output + Int(offsets[6]), first: channels)
        s7.storePairSums(to: output + Int(offsets[7]), first: channels)
    }
}

/// One register of sums for each of four neighbouring inputs, or pairs of inputs.
struct RunSums<R: Register> {
    var s0 = R.zero, s1 = R.zero, s2 = R.zero, s3 = R.zero

    @inline(__always)
    mutating func addSingles(_ x: UnsafePointer<Float>, times g: R) {
        s0.addProduct(g, R(repeating: x[0]))
        s1.addProduct(g, R(repeating: x[1]))
        s2.addProduct(g, R(repeating: x[2]))
        s3.addProduct(g, R(repeating: x[3]))
    }

    /// Adds to what lies at `target`, `stride` floats from one to the next.
    @inline(__always)
    func add(to target: UnsafeMutablePointer<Float>, stride: Int) {
        (R(at: target) + s0).store(to: target)
        (R(at: target + stride) + s1).store(to: target + stride)
        (R(at: target + 2 &* stride) + s2).store(to: target + 2 &* stride)
        (R(at: target + 3 &* stride) + s3).store(to: target + 3 &* stride)
    }
}

extension RunSums<Lanes> {
    /// Two registers of gradients, the second's sums in `other`.
    @inline(__always)
    mutating func addDoubles(_ x: UnsafePointer<Float>, times g: Lanes, _ h: Lanes, _ other: inout RunSums<Lanes>) {
        addTwice(x[0], g, h, &s0, &other.s0)
        addTwice(x[1], g, h, &s1, &other.s1)
        addTwice(x[2], g, h, &s2, &other.s2)
        addTwice(x[3], g, h, &s3, &other.s3)
    }

    @inline(__always)
    mutating func addPairs(_ x: UnsafePointer<Float>, times g: Lanes) {
        s0.addProduct(g, Lanes(pairAt: x))
        s1.addProduct(g, Lanes(pairAt: x + 2))
        s2.addProduct(g, Lanes(pairAt: x + 4))
        s3.addProduct(g, Lanes(pairAt: x + 6))
    }
}
