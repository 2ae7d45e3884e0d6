/// A function of an angle in two forms: one that vectorises, for angles up to a million, and the C library's.
protocol AngleOperator {
    static func near(_ x: Float) -> Float
    static func far(_ x: Float) -> Float
}

enum Angle {
    enum Sine: AngleOperator {
        @inline(__always) static func near(_ x: Float) -> Float { VectorMath.sine(x) }
        static func far(_ x: Float) -> Float { LibM.sine(x) }
    }
    enum Cosine: AngleOperator {
        @inline(__always) static func near(_ x: Float) -> Float { VectorMath.cosine(x) }
        static func far(_ x: Float) -> Float { LibM.cosine(x) }
    }
    enum Tangent: AngleOperator {
        @inline(__always) static func near(_ x: Float) -> Float { VectorMath.tangent(x) }
        static func far(_ x: Float) -> Float { LibM.tangent(x) }
    }
}

extension ElementwiseKernel {
    /// Each angle takes its own form, wherever it stands, so that the bits do not depend on how the work is cut; only the loop is chosen by
    /// what stands together.
    @inline(__always)
    static func mapAngles<Operator: AngleOperator>(
        _ operation: Operator.Type, _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>, _ count: Int
    ) {
        Threads.parallelFor(count, grain: grain / 4) { range in
            for start in stride(from: range.lowerBound, to: range.upperBound, by: 512) {
                let end = min(start + 512, range.upperBound)
                var far: UInt32 = 0
                for i in start..<end { far |= abs(source[i]) > VectorMath.largestAngle ? 1 : 0 }
                if far == 0 {
                    for i in start..<end { target[i] = operation.near(source[i]) }
                } else {
                    for i in start..<end {
                        let x = source[i]
                        target[i] = abs(x) > VectorMath.largestAngle ? operation.far(x) : operation.near(x)
                    }
                }
            }
        }
    }
}
