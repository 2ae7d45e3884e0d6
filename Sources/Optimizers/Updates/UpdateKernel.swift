import Tensors

/// The arithmetic of the rules: one pass over memory a parameter, in place, vectorised.
///
/// Vectors are loaded and stored by hand because the compiler cannot know that the buffers do not overlap.
enum UpdateKernel {
    private typealias Lanes = SIMD16<Float>

    /// The settings of a step of gradient descent.
    struct Descent {
        var rate, momentum, decay: Float
        var nesterov: Bool
    }

    /// The settings of a step by moments.
    struct Moments {
        var stepSize, beta1, beta2, rootScale, epsilon, decay, shrink: Float
    }

    /// `p ← p − rate · (g + decay · p)`.
    static func descend(
        _ value: UnsafeMutableBufferPointer<Float>, _ gradient: UnsafeBufferPointer<Float>, _ rule: Descent
    ) {
        let count = value.count
        require(gradient.count == count, "optimizer: found values, gradients and moments of different counts, expected one count")
        guard let p = value.baseAddress, let g = gradient.baseAddress else { return }
        let rate = rule.rate, decay = rule.decay
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.scalarCount <= range.upperBound {
                let old = load(p, i)
                store(old - rate * (load(g, i) + decay * old), p, i)
                i &+= Lanes.scalarCount
            }
            while i < range.upperBound {
                p[i] -= rate * (g[i] + decay * p[i])
                i &+= 1
            }
        }
    }

    /// `v ← momentum · v + g + decay · p`, `p ← p − rate · v`, or with `nesterov`
    /// `p ← p − rate · (g + decay · p + momentum · v)`.
    static func descend(
        _ value: UnsafeMutableBufferPointer<Float>, _ gradient: UnsafeBufferPointer<Float>,
        velocity: UnsafeMutableBufferPointer<Float>, _ rule: Descent
    ) {
        let count = value.count
        require(
            gradient.count == count && velocity.count == count,
            "optimizer: found values, gradients and moments of different counts, expected one count")
        guard let p = value.baseAddress, let g = gradient.baseAddress, let v = velocity.baseAddress else { return }
        let rate = rule.rate, momentum = rule.momentum, decay = rule.decay
        // As a weight of 0 or 1 the choice costs nothing inside the loop.
        let ahead: Float = rule.nesterov ? 1 : 0
        let present: Float = rule.nesterov ? momentum : 1
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.scalarCount <= range.upperBound {
                let old = load(p, i)
                let slope = load(g, i) + decay * old
                let speed = momentum * load(v, i) + slope
                store(speed, v, i)
                store(old - rate * (ahead * slope + present * speed), p, i)
                i &+= Lanes.scalarCount
            }
            while i < range.upperBound {
                let slope = g[i] + decay * p[i]
                v[i] = momentum * v[i] + slope
                p[i] -= rate * (ahead * slope + present * v[i])
                i &+= 1
            }
        }
    }

    /// One step of Adam.
    static func adapt(
        _ value: UnsafeMutableBufferPointer<Float>, _ gradient: UnsafeBufferPointer<Float>,
        first: UnsafeMutableBufferPointer<Float>, second: UnsafeMutableBufferPointer<Float>, _ rule: Moments
    ) {
        let count = value.count
        require(
            gradient.count == count && first.count == count && second.count == count,
            "optimizer: found values, gradients and moments of different counts, expected one count")
        guard let p = value.baseAddress, let g = gradient.baseAddress, let m = first.baseAddress,
            let v = second.baseAddress
        else { return }
        let step = rule.stepSize, scale = rule.rootScale, epsilon = rule.epsilon
        let keep1 = rule.beta1, keep2 = rule.beta2, take1 = 1 - keep1, take2 = 1 - keep2
        let decay = rule.decay, shrink = rule.shrink
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.scalarCount <= range.upperBound {
                let old = load(p, i)
                let slope = load(g, i) + decay * old
                let mean = keep1 * load(m, i) + take1 * slope
                let square = keep2 * load(v, i) + take2 * (slope * slope)
                store(mean, m, i)
                store(square, v, i)
                store(shrink * old - step * mean / (square.squareRoot() * scale + epsilon), p, i)
                i &+= Lanes.scalarCount
            }
            while i < range.upperBound {
                let slope = g[i] + decay * p[i]
                m[i] = keep1 * m[i] + take1 * slope
                v[i] = keep2 * v[i] + take2 * (slope * slope)
                p[i] = shrink * p[i] - step * m[i] / (v[i].squareRoot() * scale + epsilon)
                i &+= 1
            }
        }
    }

    /// `x ← scale · x`.
    static func scale(_ values: UnsafeMutableBufferPointer<Float>, by scale: Float) {
        guard let x = values.baseAddress else { return }
        let count = values.count
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.scalarCount <= range.upperBound {
                store(scale * load(x, i), x, i)
                i &+= Lanes.scalarCount
            }
            while i < range.upperBound {
                x[i] *= scale
                i &+= 1
            }
        }
    }

    /// `x ← x + y`.
    static func add(_ addend: UnsafeBufferPointer<Float>, to values: UnsafeMutableBufferPointer<Float>) {
        let count = values.count
        require(addend.count == count, "optimizer: found values, gradients and moments of different counts, expected one count")
        guard let x = values.baseAddress, let y = addend.baseAddress else { return }
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.scalarCount <= range.upperBound {
                store(load(x, i) + load(y, i), x, i)
                i &+= Lanes.scalarCount
            }
            while i < range.upperBound {
                x[i] += y[i]
                i &+= 1
            }
        }
    }

    /// The sum of squares in double precision, by blocks of 64 Ki scalars in order.
    static func sumOfSquares(_ values: UnsafeBufferPointer<Float>) -> Double {
        guard let x = values.baseAddress, !values.isEmpty else { return 0 }
        let count = values.count
        let block = 65_536
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: (count + block - 1) / block) { sums in
            let sums = sums.baseAddress!
            forEachRange(of: (count + block - 1) / block, grain: 1) { range in
                for index in range { sums[index] = squares(x, index &* block, min(count, (index &+ 1) &* block)) }
            }
            var total = 0.0
            for index in 0..<(count + block - 1) / block { total += sums[index] }
            return total
        }
    }

    @inline(__always)
    private static func doubles(_ x: UnsafePointer<Float>, _ i: Int) -> SIMD8<Double> {
        SIMD8<Double>(UnsafeRawPointer(x + i).loadUnaligned(as: SIMD8<Float>.self))
    }

    private static func squares(_ x: UnsafePointer<Float>, _ start: Int, _ end: Int) -> Double {
        var (lanes, others) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
        var i = start
        while i &+ 16 <= end {
            let (a, b) = (doubles(x, i), doubles(x, i &+ 8))
            lanes += a * a
            others += b * b
            i &+= 16
        }
        var total = (lanes + others).sum()
        while i < end {
            total += Double(x[i]) * Double(x[i])
            i &+= 1
        }
        return total
    }

    /// Several threads for what is worth them: elements do not depend on each other, so neither do the bits on how they are shared.
    @inline(__always)
    private static func inRanges(_ count: Int, _ body: (Range<Int>) -> Void) { forEachRange(of: count, grain: 1 << 16, body) }

    @inline(__always)
    private static func load(_ pointer: UnsafePointer<Float>, _ index: Int) -> Lanes {
        UnsafeRawPointer(pointer + index).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    private static func load(_ pointer: UnsafeMutablePointer<Float>, _ index: Int) -> Lanes {
        UnsafeRawPointer(pointer + index).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    private static func store(_ lanes: Lanes, _ pointer: UnsafeMutablePointer<Float>, _ index: Int) {
        UnsafeMutableRawPointer(pointer + index).storeBytes(of: lanes, as: Lanes.self)
    }
}
