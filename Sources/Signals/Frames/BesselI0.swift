import Foundation

/// The modified Bessel function of the first kind, I₀(x) = Σ (x² / 4)ᵏ / (k!)², of Kaiser's window.
enum BesselI0 {
    /// I₀(x) / I₀(y) for 0 ≤ x ≤ y: both overflow from 713 on, their ratio does not.
    static func ratio(_ x: Double, over y: Double) -> Double { scaled(x) / scaled(y) * exp(x - y) }

    /// e⁻ˣ I₀(x), x ≥ 0 (Abramowitz and Stegun 9.6.12 and 9.7.1).
    private static func scaled(_ x: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        if x < 30 {
            var k = 1.0
            while term > sum * 1e-17 {
                term *= x * x / (4 * k * k)
                sum += term
                k += 1
            }
            return sum * exp(-x)
        }
        // An asymptotic series: its terms fall until the 2x-th, far below a double's precision.
        for k in 1...30 {
            let odd = Double(2 * k - 1)
            term *= odd * odd / (8 * x * Double(k))
            sum += term
        }
        return sum / (2 * Double.pi * x).squareRoot()
    }
}
