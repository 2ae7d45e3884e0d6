import ArgumentParser
import Foundation
import Notebook
import Terminal

struct ParamsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "params", abstract: "List the parameters a notebook takes.")

    @Argument(help: "The notebook.")
    var file: String

    @Flag(help: "As JSON.")
    var json = false

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let parameters = try Input.document(file).frontMatter.parameters
            if json {
                console.write(try Self.json(parameters))
            } else if parameters.isEmpty {
                console.write("\(file) takes no parameters\n")
            } else {
                console.write(Self.table(parameters))
            }
            return 0
        }
    }

    private static func table(_ parameters: [ParameterDeclaration]) -> String {
        var rows = [["name", "type", "default", "takes", ""]]
        for parameter in parameters {
            let fallback = parameter.defaultValue?.description ?? "(required)"
            rows.append([parameter.name, parameter.kind.rawValue, fallback, parameter.expectation, parameter.help ?? ""])
        }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }

    private struct Row: Encodable {
        let name, type: String
        let `default`: ParameterValue?
        let choices: [String]?
        let min, max: Double?
        let help: String?
    }

    private static func json(_ parameters: [ParameterDeclaration]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let rows = parameters.map {
            Row(
                name: $0.name, type: $0.kind.rawValue, default: $0.defaultValue, choices: $0.choices.isEmpty ? nil : $0.choices,
                min: $0.minimum, max: $0.maximum, help: $0.help)
        }
        return String(decoding: try encoder.encode(rows), as: UTF8.self) + "\n"
    }
}
