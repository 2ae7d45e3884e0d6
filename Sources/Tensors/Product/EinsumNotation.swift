/// What `einsum`'s text says: the labels of each operand's axes, and those of the result.
package struct EinsumNotation: Hashable, Sendable {
    package let operands: [[Character]]
    package let result: [Character]

    /// Reads `"ij,jk->ik"`. Without an arrow the result has the labels that stand once, in alphabetical order.
    package init(_ text: String) throws(ShapeError) {
        func wrong(_ found: String, _ expected: String, _ remedy: String? = nil) -> ShapeError {
            ShapeError(operation: "einsum", found: "\(found) in \"\(text)\"", expected: expected, remedy: remedy)
        }
        let compact = text.filter { !$0.isWhitespace }
        let sides = compact.split(separator: "->", omittingEmptySubsequences: false)
        guard sides.count <= 2 else { throw wrong("two arrows", "at most one ->") }
        for character in sides.joined() where character != "," && !(character.isASCII && character.isLetter) {
            throw wrong(
                "\"\(character)\"", "letters a–z and A–Z, commas and one ->",
                character == "." ? "name every axis: there is no ellipsis" : nil)
        }
        operands = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
        let all = operands.joined()
        guard sides.count == 2 else {
            var times: [Character: Int] = [:]
            for label in all { times[label, default: 0] += 1 }
            result = times.filter { $0.value == 1 }.keys.sorted()
            return
        }
        result = Array(sides[1])
        for (place, label) in result.enumerated() {
            guard label != "," else { throw wrong("a comma behind the arrow", "the labels of one result") }
            guard all.contains(label) else {
                throw wrong(
                    "\(label) behind the arrow", "labels that an operand has", "operands have \(String(Set(all).sorted()))")
            }
            guard !result[..<place].contains(label) else {
                throw wrong("\(label) twice behind the arrow", "each label once")
            }
        }
    }

    /// The size of each label, agreed on by all operands.
    package func sizes(of shapes: [Shape]) throws(ShapeError) -> [Character: Int] {
        guard shapes.count == operands.count else {
            throw ShapeError(
                operation: "einsum", found: "\(shapes.count) tensors", expected: "\(operands.count), as its text names")
        }
        var sizes: [Character: Int] = [:]
        for (place, (labels, shape)) in zip(operands, shapes).enumerated() {
            guard labels.count == shape.rank else {
                throw ShapeError(
                    operation: "einsum", found: "\(shape) for \"\(String(labels))\" (operand \(place))",
                    expected: "\(labels.count) axes, one for each label")
            }
            for (label, size) in zip(labels, shape.dimensions) {
                guard sizes[label, default: size] == size else {
                    throw ShapeError(
                        operation: "einsum",
                        found: "\(label) of sizes \(sizes[label, default: size]) and \(size) (operand \(place))",
                        expected: "one size for each label")
                }
                sizes[label] = size
            }
        }
        return sizes
    }
}
