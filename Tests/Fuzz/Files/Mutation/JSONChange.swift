/// Changes a JSON text so that most of the time it is one again, which says something else.
enum JSONChange {
    /// A value, and the name that stands before it where it is a member of an object.
    private struct Place {
        var value: Range<Int>
        var name: Range<Int>?
    }

    private static let odd: [[UInt8]] =
        ([
            "null", "true", "false", "0", "-0", "-1", "1", "2", "0.5", "1e999", "-1e999", "1e308", "1e-320",
            "9223372036854775807",
            "-9223372036854775808", "9223372036854775808", "18446744073709551615", "18446744073709551616", "9007199254740993",
            "4294967296", "1000000", "\"\"", "\"x\"", "\"inf\"", "\"nan\"", "\"-inf\"", "\"5\"", "\"../../x\"", "\"/dev/zero\"",
            "\"\\u0000\"",
            "\"\\ud800\"", "\"👩‍👩‍👧\"", "\"a\\nb\"", "\"\\u001b[2J\"", "\"<b>&\"", "[]", "{}", "[null]", "[0]", "[[]]",
            "[-1,9223372036854775807]",
            "{\"\":0}",
        ] as [String]).map { Array($0.utf8) }
        + [100, 500, 100_000].map { [UInt8](repeating: 0x5B, count: $0) + [UInt8](repeating: 0x5D, count: $0) }
        + [[0x22] + [UInt8](repeating: 0x61, count: 70_000) + [0x22]]

    /// One change.
    static func apply(to bytes: inout [UInt8], _ random: inout Chance) {
        let places = places(bytes)
        guard !places.isEmpty else { return bytes = random.element(of: odd) }
        let place = random.element(of: places)
        switch random.below(9) {
        case 0, 1, 2: bytes.replaceSubrange(place.value, with: random.element(of: odd))
        case 3: bytes.replaceSubrange(place.value, with: Array(bytes[random.element(of: places).value]))
        case 4:
            // A number beside what it was, or a text with another sign.
            let digit = place.value.lowerBound + random.below(place.value.count)
            if (0x30...0x39).contains(bytes[digit]) { bytes[digit] = 0x30 + UInt8(random.below(10)) }
        case 5:
            guard let name = place.name else { return }
            bytes.replaceSubrange(name, with: Array(bytes[random.element(of: places).name ?? name]))
        case 6: remove(place, from: &bytes)
        case 7:
            // The element or member twice.
            let range = (place.name?.lowerBound ?? place.value.lowerBound)..<place.value.upperBound
            bytes.insert(contentsOf: bytes[range] + [0x2C], at: range.lowerBound)
        default:
            let number = random.element(of: ["-", "1", "e9", ".5", "00000000000"])
            bytes.insert(contentsOf: Array(number.utf8), at: place.value.lowerBound + random.below(place.value.count))
        }
    }

    private static func remove(_ place: Place, from bytes: inout [UInt8]) {
        var range = (place.name?.lowerBound ?? place.value.lowerBound)..<place.value.upperBound
        if range.upperBound < bytes.count, bytes[range.upperBound] == 0x2C {
            range = range.lowerBound..<range.upperBound + 1
        } else if range.lowerBound > 0, bytes[range.lowerBound - 1] == 0x2C {
            range = range.lowerBound - 1..<range.upperBound
        }
        bytes.removeSubrange(range)
    }

    /// Where values stand, in a text that may be none.
    private static func places(_ bytes: [UInt8]) -> [Place] {
        var (result, open): ([Place], [(start: Int, name: Range<Int>?)]) = ([], [])
        var (name, at): (Range<Int>?, Int) = (nil, 0)
        while at < bytes.count {
            let start = at
            at += 1
            switch bytes[start] {
            case 0x7B, 0x5B:
                open.append((start, name))
                name = nil
            case 0x7D, 0x5D: if let last = open.popLast() { result.append(Place(value: last.start..<at, name: last.name)) }
            case 0x22:
                while at < bytes.count, bytes[at] != 0x22 { at += bytes[at] == 0x5C ? 2 : 1 }
                at = min(at + 1, bytes.count)
                var next = at
                while next < bytes.count, [0x20, 0x0A].contains(bytes[next]) { next += 1 }
                if next < bytes.count, bytes[next] == 0x3A {
                    name = start..<at
                } else {
                    result.append(Place(value: start..<at, name: name))
                    name = nil
                }
            case 0x2D, 0x30...0x39, 0x61...0x7A:
                while at < bytes.count, ![0x2C, 0x5D, 0x7D, 0x20, 0x0A].contains(bytes[at]) { at += 1 }
                result.append(Place(value: start..<at, name: name))
                name = nil
            default: break
            }
        }
        return result
    }
}
