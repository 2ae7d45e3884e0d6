import COpenBLAS

// A product and a sum with one rounding, where the CPU that this build is for has an instruction for it, and with two where it has none:
// there Swift's own `addingProduct` calls a function for every float, fifty times as long.
// For this room alone: elsewhere they could not be inlined, and would hide Swift's own.

extension Float {
    /// This number plus the product of two others.
    @inline(__always)
    func addingProduct(_ a: Float, _ b: Float) -> Float {
        fusesProducts ? fused(self, a, b) : self + a * b
    }
}

extension SIMD where Scalar == Float {
    /// These numbers plus the products of others, lane by lane.
    @inline(__always)
    func addingProduct(_ a: Self, _ b: Self) -> Self {
        fusesProducts ? fusedLanes(self, a, b) : self + a * b
    }

    /// Adds the products of others, lane by lane.
    @inline(__always)
    mutating func addProduct(_ a: Self, _ b: Self) { self = addingProduct(a, b) }
}

/// A constant of the build, of which the compiler does not complain that one side of a choice is never taken.
@inline(__always)
private var fusesProducts: Bool { AVTS_FUSES_PRODUCTS != 0 }

// Of a type that is not known to hold floats, the methods are Swift's.

@inline(__always)
private func fused<Number: FloatingPoint>(_ sum: Number, _ a: Number, _ b: Number) -> Number { sum.addingProduct(a, b) }

@inline(__always)
private func fusedLanes<Lanes: SIMD>(_ sum: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes where Lanes.Scalar: FloatingPoint {
    sum.addingProduct(a, b)
}
