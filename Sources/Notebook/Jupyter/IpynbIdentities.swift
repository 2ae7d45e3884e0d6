/// Names of cells as nbformat 4.5 takes them: up to 64 of ASCII's letters and digits, `-` and `_`, each once.
struct IpynbIdentities {
    private var taken: Set<String> = []
    private var names: [String: String] = [:]

    /// - Parameter ids: those of the notebook's own cells, which come before others.
    init(_ ids: [String]) {
        for id in ids where Self.isValid(id) {
            names[id] = id
            taken.insert(id)
        }
        for id in ids where names[id] == nil {
            let plain = String(id.unicodeScalars.map { Self.isValid(String($0)) ? Character($0) : "-" }.prefix(56))
            names[id] = take(plain)
        }
    }

    func name(of id: String) -> String { names[id] ?? id }

    /// A name that nobody has, as near as can be to the one wanted.
    mutating func take(_ wanted: String) -> String {
        var (name, number) = (wanted, 2)
        while !taken.insert(name).inserted {
            name = "\(wanted)-\(number)"
            number += 1
        }
        return name
    }

    private static func isValid(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 64
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
