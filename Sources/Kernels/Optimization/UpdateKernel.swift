/// The arithmetic of optimisers' rules: one pass over memory a parameter, in place, vectorised.
///
/// Vectors are loaded and stored by hand because the compiler cannot know that the buffers do not overlap.
package enum UpdateKernel {
    /// The settings of a step of gradient descent.
    package struct Descent: Sendable {
        let rate, momentum, decay: Float
        let nesterov: Bool

        package init(rate: Float, momentum: Float, decay: Float, nesterov: Bool) {
            (self.rate, self.momentum, self.decay, self.nesterov) = (rate, momentum, decay, nesterov)
        }
    }

    /// The settings of a step by moments.
    package struct Moments: Sendable {
        let stepSize, beta1, beta2, rootScale, epsilon, decay, shrink: Float

        package init(
            stepSize: Float, beta1: Float, beta2: Float, rootScale: Float, epsilon: Float, decay: Float, shrink: Float
        ) {
            (self.stepSize, self.beta1, self.beta2, self.rootScale) = (stepSize, beta1, beta2, rootScale)
            (self.epsilon, self.decay, self.shrink) = (epsilon, decay, shrink)
        }
    }

    /// `p ← p − rate · (g + decay · p)`.
    package static func descend(
        _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, count: Int, _ rule: Descent
    ) {
        let rate = rule.rate, decay = rule.decay
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.count <= range.upperBound {
                let old = load(p, i)
                store(old - rate * (load(g, i) + decay * old), p, i)
                i &+= Lanes.count
            }
            while i < range.upperBound {
                p[i] -= rate * (g[i] + decay * p[i])
                i &+= 1
            }
        }
    }

    /// `v ← momentum · v + g + decay · p`, `p ← p − rate · v`, or with `nesterov`
    /// `p ← p − rate · (g + decay · p + momentum · v)`.
    package static func descend(
        _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, velocity v: UnsafeMutablePointer<Float>, count: Int,
        _ rule: Descent
    ) {
        let rate = rule.rate, momentum = rule.momentum, decay = rule.decay
        // As a weight of 0 or 1 the choice costs nothing inside the loop.
        let ahead: Float = rule.nesterov ? 1 : 0
        let present: Float = rule.nesterov ? momentum : 1
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.count <= range.upperBound {
                let old = load(p, i)
                let slope = load(g, i) + decay * old
                let speed = momentum * load(v, i) + slope
                store(speed, v, i)
                store(old - rate * (ahead * slope + present * speed), p, i)
                i &+= Lanes.count
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
    package static func adapt(
        _ p: UnsafeMutablePointer<Float>, _ g: UnsafePointer<Float>, first m: UnsafeMutablePointer<Float>,
        second v: UnsafeMutablePointer<Float>, count: Int, _ rule: Moments
    ) {
        let step = rule.stepSize, scale = rule.rootScale, epsilon = rule.epsilon
        let keep1 = rule.beta1, keep2 = rule.beta2, take1 = 1 - keep1, take2 = 1 - keep2
        let decay = rule.decay, shrink = rule.shrink
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.count <= range.upperBound {
                let old = load(p, i)
                let slope = load(g, i) + decay * old
                let mean = keep1 * load(m, i) + take1 * slope
                let square = keep2 * load(v, i) + take2 * (slope * slope)
                store(mean, m, i)
                store(square, v, i)
                store(shrink * old - step * mean / (square.squareRoot() * scale + epsilon), p, i)
                i &+= Lanes.count
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
    package static func scale(_ x: UnsafeMutablePointer<Float>, count: Int, by scale: Float) {
        inRanges(count) { range in
            var i = range.lowerBound
            while i &+ Lanes.count <= range.upperBound {
                store(scale * load(x, i), x, i)
                i &+= Lanes.count
            }
            while i < range.upperBound {
                x[i] *= scale
                i &+= 1
            }
        }
    }

    /// The sum of squares in double precision, by blocks of 64 Ki scalars in order.
    package static func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Double {
        guard count > 0 else { return 0 }
        let block = 65_536
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: (count + block - 1) / block) { sums in
            let sums = sums.baseAddress!
            Threads.parallelBlocks((count + block - 1) / block) { index in
                sums[index] = squares(x, index &* block, min(count, (index &+ 1) &* block))
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
    private static func inRanges(_ count: Int, _ body: (Range<Int>) -> Void) { Threads.parallelFor(count, grain: 1 << 16, body) }

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
