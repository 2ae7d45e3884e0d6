import Foundation

/// A number with a fixed count of decimals; other values as printed.
func fixed(_ value: Value, _ digits: Int) -> String {
    switch value {
    case .double(let number): String(format: "%.\(digits)f", number)
    case .float(let number): String(format: "%.\(digits)f", Double(number))
    case .int(let number): digits == 0 ? "\(number)" : String(format: "%.\(digits)f", Double(number))
    default: value.printed
    }
}

/// `printf`'s notation for one value. The pattern is read here and not handed to C whole: a wrong one must not end the process.
func formatted(_ value: Value, _ pattern: String, _ site: Site?) throws -> String {
    try formatted(pattern, [value], site)
}

/// `String(format:)`: `%d`, `%5.2f`, `%e`, `%g`, `%x`, `%@`, `%s`, `%%`.
func formatted(_ pattern: String, _ values: [Value], _ site: Site?) throws -> String {
    var result = ""
    var rest = pattern[...]
    var next = values.makeIterator()
    while let percent = rest.firstIndex(of: "%") {
        result += rest[..<percent]
        rest = rest[rest.index(after: percent)...]
        let flags = rest.prefix { "+-0 #123456789.".contains($0) }
        rest = rest.dropFirst(flags.count)
        while rest.first == "l" { rest = rest.dropFirst() }
        guard let conversion = rest.popFirst() else { throw trap("the format '\(pattern)' ends after '%'", site) }
        if conversion == "%" {
            result += "%"
            continue
        }
        let numbers = flags.split { !$0.isNumber }.compactMap { Int($0) }
        guard flags.count < 12, numbers.allSatisfy({ $0 <= 1000 }) else {
            throw trap("the format '\(pattern)' asks for too much", site)
        }
        guard let value = next.next() else { throw trap("the format '\(pattern)' wants more values than it is given", site) }
        switch (conversion, value) {
        case ("d", .int(let number)), ("i", .int(let number)), ("x", .int(let number)), ("X", .int(let number)),
            ("o", .int(let number)):
            result += String(format: "%\(flags)l\(conversion)", number)
        case ("f", .double), ("e", .double), ("g", .double), ("f", .float), ("e", .float), ("g", .float):
            result += String(format: "%\(flags)\(conversion)", Double.fromScript(value) ?? 0)
        case ("@", _), ("s", _):
            let text = value.printed
            let width = numbers.first ?? 0
            let padding = String(repeating: " ", count: max(0, width - text.count))
            result += flags.hasPrefix("-") ? text + padding : padding + text
        default: throw trap("the format '%\(flags)\(conversion)' does not fit a value of type \(value.typeName)", site)
        }
    }
    return result + rest
}
