import SwiftParser
import SwiftSyntax

/// How deep the parts of a text go into each other, by brackets or by steps that hang on one value: what reads the text goes as deep, and its stack has an end.
package enum Nesting {
    /// A little less than the compiler itself takes.
    static let most = 250

    /// At each square bracket the parser tries what follows as a type first, and so looks at what is within twice: its time doubles with
    /// each that is open (16 take a second, 40 a lifetime), and no interrupt reaches it.
    static let mostSquare = 12

    /// What may be asked of one value in a row, `x.a.b(1)[2]!`: each step stands around the one before.
    static let mostSteps = 1000

    enum Excess { case brackets, squareBrackets, steps, branches }

    /// What goes too deep, and the first line, from 1, that does; nil where nothing does. Steps in strings count: nobody writes that many.
    static func excess(_ source: String) -> (line: Int, what: Excess)? {
        // First, and in one go: most texts that are too deep are so by their brackets.
        var brackets = OpenBrackets()
        for (index, text) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            brackets.add(String(text))
            if brackets.deepest > most { return (index + 1, .brackets) }
            if brackets.deepestSquare > mostSquare { return (index + 1, .squareBrackets) }
        }
        if let line = lineOfTooManyBranches(source) { return (line, .branches) }
        var line = 1
        // Steps of the value under way, of each bracket that is open; and whether a blank or a line's end may have ended it.
        var steps = [0]
        var isOver = false
        for byte in source.utf8 {
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                isOver = true
                continue
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                isOver = true
                continue
            case UInt8(ascii: "."): steps[steps.count - 1] += 1
            case UInt8(ascii: "?"), UInt8(ascii: "!"): steps[steps.count - 1] = isOver ? 0 : steps[steps.count - 1] + 1
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                // Those in strings and comments are deeper than any; beyond this they count together.
                if steps.count <= 2 * most { steps.append(0) }
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if steps.count > 1 { steps.removeLast() }
                steps[steps.count - 1] += 1
            // A name goes on with the value, unless something stood between.
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "`"), 0x80...:
                if isOver { steps[steps.count - 1] = 0 }
            default: steps[steps.count - 1] = 0
            }
            isOver = false
            if steps[steps.count - 1] > mostSteps { return (line, .steps) }
        }
        return nil
    }

    /// Each `else if` stands within the one before.
    private static func lineOfTooManyBranches(_ source: String) -> Int? {
        var line = 1
        // Branches in a row, of each bracket that is open.
        var branches = [0]
        var word: [UInt8] = []
        var followsElse = false
        for byte in source.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                if word.count < 6 { word.append(byte) }
                continue
            default: break
            }
            if !word.isEmpty {
                if word.elementsEqual("else".utf8) {
                    branches[branches.count - 1] += 1
                    if branches[branches.count - 1] > mostSteps { return line }
                    followsElse = true
                } else {
                    if !followsElse, word.elementsEqual("if".utf8) || word.elementsEqual("guard".utf8) {
                        branches[branches.count - 1] = 0
                    }
                    followsElse = false
                }
                word.removeAll(keepingCapacity: true)
            }
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "{"): if branches.count <= 2 * most { branches.append(0) }
            case UInt8(ascii: "}"): if branches.count > 1 { branches.removeLast() }
            default: break
            }
        }
        return nil
    }

    /// The tree of a text, or of none where the text goes too deep.
    package static func tree(_ source: String) -> SourceFileSyntax {
        Parser.parse(source: excess(source) == nil ? source : "")
    }
}

extension CompileFailure {
    /// A cell that goes too deep to be read; nil for any other.
    init?(tooDeep text: CellText) {
        guard let (line, what) = Nesting.excess(text.source) else { return nil }
        let message =
            switch what {
            case .brackets:
                "brackets stand more than \(Nesting.most) deep within each other; give the inner parts names of their own"
            case .squareBrackets:
                "square brackets stand more than \(Nesting.mostSquare) deep within each other; give the inner parts names of their own"
            case .steps: "more than \(Nesting.mostSteps) steps hang on one value; give the value between them a name"
            case .branches: "more than \(Nesting.mostSteps) branches follow one `if`; a `switch` or a table has no such end"
            }
        self.init(
            diagnostics: [.init(severity: .error, message: message, line: text.firstLine + line - 1, column: 1, caret: "")],
            isSyntax: true)
    }
}
