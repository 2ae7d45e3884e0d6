import Work

extension WorkTime {
    /// Where the time went, in words: "a step of 31 ms: forward 46 %, backward 41 %, update 6 %, waiting for data 5 %".
    package var words: String? {
        guard steps > 0, total > 0 else { return nil }
        let step = total / Double(steps)
        let shares = Self.parts.map { (name: $0.name, share: self[keyPath: $0.path] / total) }.sorted { $0.share > $1.share }
        let length = step < 1 ? "\(Self.short(step * 1000)) ms" : "\(Self.short(step)) s"
        let told = shares.filter { $0.share >= 0.005 }.map { "\($0.name) \(Int((100 * $0.share).rounded())) %" }
        var text = "a step of \(length): " + told.joined(separator: ", ")
        if data / total >= 0.3 {
            text += "; \(Self.fraction(data / total)) of it waits for data: what reads and decodes is slower than what learns"
        }
        return text
    }

    private static func short(_ value: Double) -> String {
        value >= 100 ? "\(Int(value.rounded()))" : "\((value * 10).rounded() / 10)"
    }

    private static func fraction(_ share: Double) -> String {
        switch share {
        case ..<0.42: "a third"
        case ..<0.58: "half"
        case ..<0.71: "two thirds"
        case ..<0.85: "three quarters"
        default: "nearly all"
        }
    }
}
