func grade(_ score: Double) -> String {
    switch score {
    case ..<0: "invalid"
    case 0..<50: "fail"
    case 50..<70: "pass"
    case let s where s > 100: "invalid"
    case 90...: "distinction"
    default: "merit"
    }
}
print([-1, 0, 49.9, 50, 69, 70, 89.9, 90, 100, 101].map(grade))
