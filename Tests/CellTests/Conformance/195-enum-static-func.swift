enum Mode: String, CaseIterable {
    case fast, slow
    static func parse(_ s: String) -> Mode? { allCases.first { $0.rawValue.hasPrefix(s) } }
}
print(Mode.parse("sl")!, Mode.parse("x") == nil)
