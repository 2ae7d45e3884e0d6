import Files

/// Numbers of nested arrays, and the shape that they turn out to have.
struct NestedNumbers {
    let missing: Float?
    private(set) var numbers: [Float] = []
    /// Along each axis; nil for one within which nothing has been seen yet.
    private(set) var sizes: [Int?] = []
    /// How deep the numbers lie; nil before the first.
    private var depth: Int?

    init(missing: Float?) { self.missing = missing }

    mutating func read(_ scanner: inout JSONScanner, _ place: [Int]) throws(TableError) {
        switch scanner.next() {
        case .array:
            guard place.count < 64, depth.map({ place.count < $0 }) ?? true else {
                throw fault(
                    &scanner, place,
                    expected: place.count < 64 ? "a number, as elsewhere at this depth" : "at most 64 arrays within each other")
            }
            if sizes.count == place.count { sizes.append(nil) }
            var count = 0
            try scanner.array { scanner, index throws(TableError) in
                try read(&scanner, place + [index])
                count = index + 1
            }
            if let size = sizes[place.count], size != count {
                throw TableError(
                    "\(scanner.path), line \(scanner.line), at \(written(place))", found: "\(count) elements",
                    expected: "\(size), as in the arrays before it")
            }
            sizes[place.count] = count
            // An array of none has no numbers, and holds nothing deeper.
            if count == 0, depth == nil { depth = place.count + 1 }
        case .number:
            guard depth ?? place.count == place.count, sizes.count == place.count else {
                throw fault(&scanner, place, expected: "an array, as elsewhere at this depth")
            }
            depth = place.count
            numbers.append(try number(&scanner, place))
        case .null:
            guard let missing, depth ?? place.count == place.count, sizes.count == place.count else {
                throw fault(&scanner, place, expected: "a number, or missing: to say what stands for null")
            }
            depth = place.count
            _ = try scanner.truth()
            numbers.append(missing)
        default: throw fault(&scanner, place, expected: "a number or an array")
        }
    }

    private func number(_ scanner: inout JSONScanner, _ place: [Int]) throws(TableError) -> Float {
        let text = try scanner.number()
        let isWhole = NumberText.isWhole(text)
        if case .number(let value) = NumberText.read(text) {
            let float = Float(value)
            if float.isFinite, !isWhole || Double(float) == value { return float }
        }
        throw TableError(
            "\(scanner.path), line \(scanner.line), at \(written(place))", found: text.shortened(to: 60),
            expected: "a number that a 32-bit float holds")
    }

    private func fault(_ scanner: inout JSONScanner, _ place: [Int], expected: String) -> TableError {
        let found = scanner.found()
        return TableError("\(scanner.path), line \(scanner.line), at \(written(place))", found: found, expected: expected)
    }

    private func written(_ place: [Int]) -> String { place.isEmpty ? "the top" : place.map { "[\($0)]" }.joined() }
}
