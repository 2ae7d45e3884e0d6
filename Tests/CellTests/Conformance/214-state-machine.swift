enum Light: String, CaseIterable {
    case red, green, yellow
    var next: Light {
        switch self {
        case .red: .green
        case .green: .yellow
        case .yellow: .red
        }
    }
}
var light = Light.red
var seen: [Light: Int] = [:]
for _ in 0..<7 { seen[light, default: 0] += 1; light = light.next }
for each in Light.allCases { print(each.rawValue, seen[each] ?? 0) }
print(light)
