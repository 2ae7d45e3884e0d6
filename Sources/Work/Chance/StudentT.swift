import Foundation

/// Student's t-distribution.
package enum StudentT {
    /// The probability of a value beyond ±t.
    ///
    /// - Parameters:
    ///   - t: any number.
    ///   - degrees: of freedom, above 0; need not be whole.
    package static func twoSided(_ t: Double, degrees: Double) -> Double {
        t.isNaN ? 1 : t.isFinite ? incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) : 0
    }

    /// The t beyond which, to either side, a share `p` in 0…1 of the values lies.
    package static func critical(_ p: Double, degrees: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        while twoSided(high, degrees: degrees) > p, high < 1e300 { high *= 2 }
        for _ in 0..<200 {
            let middle = (low + high) / 2
            if twoSided(middle, degrees: degrees) > p { low = middle } else { high = middle }
        }
        return high
    }

    /// The probability that a two-sided test at 5 % finds a mean that is `shift` standard errors from none: of the non-central t beyond the
    /// critical value, by integration over the chi distribution of the standard error.
    package static func power(_ shift: Double, degrees: Double) -> Double {
        let critical = critical(0.05, degrees: degrees)
        // s = χ / √degrees: the standard error as estimated, in units of the true one.
        let scale = log(2.0) + degrees / 2 * log(degrees / 2) - lgamma(degrees / 2)
        func density(_ s: Double) -> Double { exp(scale + (degrees - 1) * log(s) - degrees * s * s / 2) }
        func beyond(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }
        let steps = 2000, width = (1 + 12 / degrees.squareRoot()) / Double(steps)
        return min(
            1,
            (0..<steps).reduce(0) { sum, step in
                let s = (Double(step) + 0.5) * width
                return sum + width * density(s) * (beyond(critical * s - shift) + beyond(critical * s + shift))
            })
    }

    /// I_x(a, b), by Lentz's continued fraction. Source: Press et al., Numerical Recipes, 6.4.
    private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0, x < 1 else { return x <= 0 ? 0 : 1 }
        // The fraction converges quickly on this side only.
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
        var (c, d) = (1.0, 1 / max(1 - (a + b) * x / (a + 1), 1e-300))
        var fraction = d
        for step in 1...300 {
            let m = Double(step)
            for factor in [
                m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
            ] {
                d = 1 + factor * d
                c = 1 + factor / c
                d = 1 / (abs(d) < 1e-300 ? 1e-300 : d)
                fraction *= c * d
            }
            if abs(c * d - 1) < 1e-15 { break }
        }
        return front * fraction
    }
}
