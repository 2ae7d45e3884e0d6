import CellCompiler
import Notebook

/// A notebook as the text of a Swift program: its cells, one after the other, at the top level.
public struct ProgramText {
    /// What the program is called.
    public let name: String
    /// `main.swift`.
    public let main: String
    /// A second file, which holds the notebook itself for the report.
    public let embedded: String
    /// Cells that are left out, and why.
    public let omitted: [(cell: String, why: String)]

    public init(_ document: Document) {
        let name = document.fileName
        self.name = name.hasSuffix(".avtsnb") ? String(name.dropLast(7)) : name
        var text = """
            // \(document.title)
            // From \(name) by avts-nb. The notebook is the source: change it there.
            import AVTSKit
            import Foundation
            import Program

            let _program = NotebookProgram(_notebook, file: \(Self.literal(name)))


            """
        let parameters = Parameters(placeholdersFor: document.frontMatter.parameters)
        if !parameters.values.isEmpty { text += parameters.program + "\n" }
        let phrases = Dictionary(grouping: document.phrases) { document.cell(before: $0).map { document.cells[$0].id } ?? "" }
            .mapValues { $0.map { Self.phrase($0, name) }.joined() }
        text += phrases[""] ?? ""
        var omitted: [(cell: String, why: String)] = []
        var cells: [Cell] = []
        for case .cell(let cell) in document.blocks where !cell.attributes.isSkipped {
            if cell.attributes.raises == nil && !cell.attributes.allowsError {
                cells.append(cell)
            } else {
                omitted.append((cell.id, "it is expected to fail, which would end the program"))
            }
        }
        for (cell, why) in omitted { text += "// The cell \(cell) is left out: \(why).\n" }
        var rest = cells[...]
        while let first = rest.first {
            if let condition = first.attributes.condition {
                let group = rest.prefix { $0.attributes.condition == condition }
                text += Self.nested(Array(group), condition, name, phrases) + "\n"
                rest = rest.dropFirst(group.count)
            } else {
                text += "_program.begin(\(Self.literal(first.id)))\n\(Self.body(first, name))\n\(phrases[first.id] ?? "")"
                rest = rest.dropFirst()
            }
        }
        main = text + "_program.end()\n"
        self.omitted = omitted
        let flattened = document.flattened
        var fence = "#"
        while flattened.contains("\"\"\"" + fence) || flattened.contains("\\" + fence) { fence += "#" }
        embedded = "/// \(name), for the report.\nlet _notebook = \(fence)\"\"\"\n\(flattened)\n\"\"\"\(fence)\n"
    }

    /// The files of a package, by their paths in it.
    ///
    /// - Parameter library: the folder of the package that AVTSKit is in.
    public func package(dependingOn library: String) -> [(path: String, text: String)] {
        // A module of its own name, whatever the notebook's: one called Tensors is no second Tensors.
        let words = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "-" }
        let target = String(words) + "-program"
        let manifest = """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: \(Self.literal(target)),
                products: [.executable(name: \(Self.literal(String(words))), targets: [\(Self.literal(target))])],
                dependencies: [.package(name: "avts-nb", path: \(Self.literal(library)))],
                targets: [
                    .executableTarget(
                        name: \(Self.literal(target)), dependencies: [.product(name: "AVTSKit", package: "avts-nb")],
                        swiftSettings: [.swiftLanguageMode(.v5), .enableUpcomingFeature("BareSlashRegexLiterals")],
                        // An error that no cell catches becomes the run's, with its record written.
                        linkerSettings: [.unsafeFlags(["-Xlinker", "--wrap=swift_errorInMain"])])
                ])

            """
        return [
            ("Package.swift", manifest), ("Sources/\(target)/main.swift", main), ("Sources/\(target)/Notebook.swift", embedded),
        ]
    }

    /// A value within prose, told when the runner asks for it as for a cell.
    private static func phrase(_ phrase: Phrase, _ name: String) -> String {
        "_program.begin(\(literal(phrase.id)))\n#sourceLocation(file: \(literal(name)), line: \(phrase.line))\n"
            + "_phrase(\(phrase.expression))\n#sourceLocation()\n\n"
    }

    private static func body(_ cell: Cell, _ name: String) -> String {
        "#sourceLocation(file: \(literal(cell.origin?.file ?? name)), line: \(cell.firstLine))\n"
            + CellReading.showing(cell.source).trimmingNewlines
            + "\n#sourceLocation()\n"
    }

    /// Cells under one condition, each within the one before, whose names it sees.
    private static func nested(
        _ cells: [Cell], _ condition: String, _ name: String, _ phrases: [String: String]
    ) -> String {
        guard let first = cells.first else { return "" }
        let others = cells.dropFirst()
        let skipped = others.map { "    _ = try _program.begins(\(literal($0.id)), if: \(condition))\n" }.joined()
        return "if try _program.begins(\(literal(first.id)), if: \(condition)) {\n\(body(first, name))"
            + (phrases[first.id] ?? "") + nested(Array(others), condition, name, phrases) + "}"
            + (others.isEmpty ? "" : " else {\n\(skipped)}") + "\n"
    }

    private static func literal(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map {
                switch $0 {
                case "\"", "\\": "\\\($0)"
                case "\0"..<" ": "\\u{\(String($0.value, radix: 16))}"
                default: String($0)
                }
            }.joined() + "\""
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        var text = self[...]
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
