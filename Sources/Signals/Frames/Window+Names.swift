extension Window: RawRepresentable, CaseIterable {
    /// The windows without a number of their own, periodic and symmetric.
    public static let allCases: [Window] = {
        let plain: [Window] = [.hann, .hamming, .blackman, .blackmanHarris, .nuttall, .flatTop, .bartlett, .cosine]
        return [.rectangular] + plain.flatMap { [$0, $0.symmetric] } + [.povey, .povey.periodic]
    }()

    /// The name, as in code: `hann`, `hannSymmetric`, `kaiser(8.6)`.
    public var rawValue: String {
        let suffix = isSymmetric ? "Symmetric" : ""
        let kaldis = isSymmetric ? "" : "Periodic"  // whose windows are symmetric by their plain names
        return switch form {
        case .rectangular: "rectangular"
        case .bartlett: "bartlett\(suffix)"
        case .cosine: "cosine\(suffix)"
        case .povey: "povey\(kaldis)"
        case .cosines(let name, _): "\(name)\(suffix)"
        case .blackman(let coefficient): "blackman\(kaldis)(\(coefficient))"
        case .kaiser(let beta): "kaiser\(suffix)(\(beta))"
        case .gaussian(let deviation): "gaussian\(suffix)(\(deviation))"
        case .tukey(let taper): "tukey\(suffix)(\(taper))"
        }
    }

    /// The window of a name; also `"kaiser(8.6)"`, `"gaussianSymmetric(40)"`, `"tukey(0.5)"`.
    ///
    ///     Window(rawValue: "povey") == .povey    // true
    public init?(rawValue: String) {
        if let plain = Self.allCases.first(where: { $0.rawValue == rawValue }) {
            self = plain
            return
        }
        guard rawValue.hasSuffix(")"), let opening = rawValue.firstIndex(of: "("),
            let number = Double(rawValue[rawValue.index(after: opening)...].dropLast())
        else { return nil }
        let name = rawValue[..<opening]
        let families: [Window] = [
            .kaiser(beta: number), .gaussian(deviation: number), .tukey(taper: number), .blackman(coefficient: number),
        ]
        let windows = families.flatMap { [$0.periodic, $0.symmetric] }
        guard let window = windows.first(where: { $0.rawValue.prefix { $0 != "(" } == name }) else { return nil }
        self = window
    }
}
