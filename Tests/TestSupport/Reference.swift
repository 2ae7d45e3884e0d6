import Foundation
import Tensors

/// Numbers that another program computed, from `Tests/Reference/`; the scripts that made them lie beside them.
///
/// A file is JSON: objects, lists, numbers, strings, and tensors as `{"shape": [2, 3], "data": [...]}`, where "nan", "inf" and
/// "-inf" may stand for a number.
///
///     let reference = try Reference.load("tensors/random.json")
///     let expected = reference["uniform"]["values"].tensor
package struct Reference {
    private let value: Any
    private let place: String

    /// The folder `Tests/Reference`.
    package static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Reference")
    }

    /// The path of a file in `Tests/Reference`.
    package static func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    /// Loads a JSON file of `Tests/Reference`.
    package static func load(_ name: String) throws -> Reference {
        let data = try Data(contentsOf: root.appendingPathComponent(name))
        return Reference(value: try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed), place: name)
    }

    /// An entry of an object; a missing one ends the test run with its name.
    package subscript(key: String) -> Reference {
        guard let entry = (value as? [String: Any])?[key] else { fatalError("\(place): no \(key)") }
        return Reference(value: entry, place: "\(place)/\(key)")
    }

    /// Names of an object's entries, sorted.
    package var keys: [String] { ((value as? [String: Any])?.keys.sorted()) ?? [] }

    /// Elements of a list.
    package var list: [Reference] {
        guard let list = value as? [Any] else { fatalError("\(place): not a list") }
        return list.enumerated().map { Reference(value: $0.element, place: "\(place)/\($0.offset)") }
    }

    package var number: Double {
        if let number = value as? NSNumber { return number.doubleValue }
        switch value as? String {
        case "nan": return .nan
        case "inf": return .infinity
        case "-inf": return -.infinity
        default: fatalError("\(place): not a number")
        }
    }

    package var integer: Int { Int(number) }
    package var numbers: [Double] { list.map(\.number) }
    package var integers: [Int] { list.map(\.integer) }

    package var text: String {
        guard let text = value as? String else { fatalError("\(place): not a string") }
        return text
    }

    package var tensor: Tensor {
        Tensor(self["data"].numbers.map { Float($0) }, shape: Shape(self["shape"].integers))
    }
}
