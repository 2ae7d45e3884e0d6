func rate(at step: Int, warmUp: Int = 5, total: Int = 20, peak: Double = 0.1) -> Double {
    if step < warmUp { return peak * Double(step + 1) / Double(warmUp) }
    let progress = Double(step - warmUp) / Double(total - warmUp)
    return peak * (1 - progress)
}
for step in stride(from: 0, to: 20, by: 4) { print(step, (rate(at: step) * 1000).rounded() / 1000) }
print(rate(at: 3, peak: 1))
