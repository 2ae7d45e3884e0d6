enum Light {
    case red, green
    var next: Light { self == .red ? .green : .red }
    mutating func advance() { self = next }
    static let initial = Light.red
    func describe() -> String { switch self { case .red: "stop"; case .green: "go" } }
}
var l = Light.initial
l.advance()
print(l, l.next, l.describe())
