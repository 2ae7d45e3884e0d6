/// A person as BibTeX writes one: `First von Last`, `von Last, First` or `{A Group}`.
struct PersonName: Equatable {
    /// With what belongs to it: `van der Maaten`.
    let family: String
    let given: String

    /// `Korbar, B.`
    var reversed: String {
        let initials = given.split(separator: " ").map { part in
            part.split(separator: "-").compactMap { $0.first.map { "\($0)." } }.joined(separator: "-")
        }.joined(separator: " ")
        return initials.isEmpty ? family : "\(family), \(initials)"
    }

    init(_ text: String) {
        let parts = text.split(separator: ",").map { $0.trimmed }
        if parts.count > 1 {
            family = parts[0]
            given = parts[parts.count - 1]
            return
        }
        let words = text.split(separator: " ").map(String.init)
        // The name begins with the first small word, or is the last.
        let start = words.firstIndex { $0.first?.isLowercase == true } ?? max(0, words.count - 1)
        family = words[start...].joined(separator: " ")
        given = words[..<start].joined(separator: " ")
    }

    /// A list joined by `and`; `others` at its end says that there are more.
    static func list(_ text: String) -> (names: [PersonName], hasOthers: Bool) {
        let all = text.components(separatedBy: " and ").map(\.trimmed).filter { !$0.isEmpty }
        return (all.filter { $0 != "others" }.map(PersonName.init), all.last == "others")
    }
}
