/// What `einsum`'s text says: the labels of each operand's axes, and those of the result.
package struct EinsumNotation: Hashable, Sendable {
    package let operands: [[Character]]
    package let result: [Character]

    /// What stands for `...` until shapes say how many axes it is.
    private static let ellipsis: Character = "…"

    /// Reads `"ij,jk->ik"`. Without an arrow the result has the labels that stand once, in alphabetical order, behind the axes of an ellipsis.
    package init(_ text: String) throws(ShapeError) {
        func wrong(_ found: String, _ expected: String, _ remedy: String? = nil) -> ShapeError {
            ShapeError(operation: "einsum", found: "\(found) in \"\(text)\"", expected: expected, remedy: remedy)
        }
        let compact = text.filter { !$0.isWhitespace }.replacing("...", with: "\(Self.ellipsis)")
        let sides = compact.split(separator: "->", omittingEmptySubsequences: false)
        guard sides.count <= 2 else { throw wrong("two arrows", "at most one ->") }
        for character in sides.joined()
        where character != "," && character != Self.ellipsis && !(character.isASCII && character.isLetter) {
            throw wrong(
                "\"\(character)\"", "letters a–z and A–Z, commas, ... and one ->",
                character == "." ? "an ellipsis has three dots" : nil)
        }
        operands = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
        for labels in operands where labels.count(where: { $0 == Self.ellipsis }) > 1 {
            throw wrong("... twice in one operand", "it once at most")
        }
        let all = operands.joined()
        guard sides.count == 2 else {
            var times: [Character: Int] = [:]
            for label in all { times[label, default: 0] += 1 }
            let once = times.filter { $0.value == 1 && $0.key != Self.ellipsis }.keys.sorted()
            result = (all.contains(Self.ellipsis) ? [Self.ellipsis] : []) + once
            return
        }
        result = Array(sides[1])
        for (place, label) in result.enumerated() {
            guard label != "," else { throw wrong("a comma behind the arrow", "the labels of one result") }
            guard all.contains(label) else {
                throw wrong(
                    "\(Self.name(label)) behind the arrow", "labels that an operand has",
                    "operands have \(Set(all).sorted().map(Self.name).joined())")
            }
            guard !result[..<place].contains(label) else {
                throw wrong("\(Self.name(label)) twice behind the arrow", "each label once")
            }
        }
    }

    private init(operands: [[Character]], result: [Character]) { (self.operands, self.result) = (operands, result) }

    /// The notation with a label of its own for each axis that `...` stands for in operands of these shapes, the last ones being the same in all.
    package func expanded(for shapes: [Shape]) throws(ShapeError) -> EinsumNotation {
        guard shapes.count == operands.count else {
            throw ShapeError(
                operation: "einsum", found: "\(shapes.count) tensors", expected: "\(operands.count), as its text names")
        }
        var most = 0
        var named: [[Character]] = []
        for (place, (labels, shape)) in zip(operands, shapes).enumerated() {
            let hasEllipsis = labels.contains(Self.ellipsis)
            let count = shape.rank - labels.count + (hasEllipsis ? 1 : 0)
            guard hasEllipsis ? count >= 0 : count == 0 else {
                throw ShapeError(
                    operation: "einsum", found: "\(shape) for \"\(labels.map(Self.name).joined())\" (operand \(place))",
                    expected: hasEllipsis
                        ? "\(labels.count - 1) axes or more, one for each label" : "\(labels.count) axes, one for each label")
            }
            most = Swift.max(most, hasEllipsis ? count : 0)
            named.append(labels.flatMap { $0 == Self.ellipsis ? Self.axes(count) : [$0] })
        }
        return EinsumNotation(operands: named, result: result.flatMap { $0 == Self.ellipsis ? Self.axes(most) : [$0] })
    }

    /// The size of each label, agreed on by all operands; axes of an ellipsis are broadcast.
    package func sizes(of shapes: [Shape]) throws(ShapeError) -> [Character: Int] {
        var sizes: [Character: Int] = [:]
        for (place, (labels, shape)) in zip(operands, shapes).enumerated() {
            for (label, size) in zip(labels, shape.dimensions) {
                let known = sizes[label] ?? size
                let isBroadcast = Self.axis(label) != nil && (known == 1 || size == 1)
                guard known == size || isBroadcast else {
                    throw ShapeError(
                        operation: "einsum", found: "\(Self.name(label)) of sizes \(known) and \(size) (operand \(place))",
                        expected: "one size for each label")
                }
                sizes[label] = known == 1 ? size : known
            }
        }
        return sizes
    }

    /// Labels of the axes of an ellipsis, which no text can name; counted from the last axis, they are the same in operands of any rank.
    private static func axes(_ count: Int) -> [Character] {
        (0..<count).reversed().map { Character(Unicode.Scalar(0xE000 + UInt32($0))!) }
    }

    /// Which axis of an ellipsis a label is, from the last one on: 0, 1, …; nil of a letter.
    private static func axis(_ label: Character) -> Int? {
        label.unicodeScalars.first.flatMap { (0xE000..<0xF900).contains($0.value) ? Int($0.value) - 0xE000 : nil }
    }

    private static func name(_ label: Character) -> String {
        label == ellipsis ? "..." : axis(label).map { "axis \(-1 - $0) of ..." } ?? String(label)
    }
}
