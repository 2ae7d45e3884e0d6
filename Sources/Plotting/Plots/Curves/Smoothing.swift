/// Smooths a noisy curve by an exponential moving average without bias at its start.
///
/// mₜ = w · mₜ₋₁ + (1 − w) · yₜ, shown as mₜ / (1 − wᵗ) (Kingma & Ba 2015, section 3). Values that are not finite stay as
/// they are and leave the average alone.
///
/// - Parameter weight: 0 (no smoothing) up to, but not, 1; others are clamped.
package func smoothed(_ values: [Double], weight: Double) -> [Double] {
    let weight = weight.isFinite ? min(0.9999, max(0, weight)) : 0
    guard weight > 0 else { return values }
    var average = 0.0, share = 1.0
    return values.map { value in
        guard value.isFinite else { return value }
        share *= weight
        // The weighted sum over its weights, as a step towards the value: of equal values it is that value, to the last digit.
        average += (value - average) * ((1 - weight) / (1 - share))
        return average
    }
}
