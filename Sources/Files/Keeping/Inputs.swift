import Foundation

/// All that a kept result depends on, by name: whatever the result hangs on is in here, or the next run is given another's.
///
///     var inputs = Inputs()
///     inputs.add("training", configuration)     // every property: training.margin, training.stages.0.steps, …
///     inputs.add("weights", text: digest)
///     inputs.digest                             // the key under which the result is kept
///
/// A value is taken whole, by encoding it: a property that is added to its type later is in the key without a line more.
package struct Inputs: Sendable {
    /// Each input as a text.
    package private(set) var fields: [String: String] = [:]

    package init() {}

    /// Adds a text.
    package mutating func add(_ name: String, text: String) { fields[name] = text }

    /// Adds every property of a value, and those of its properties.
    package mutating func add(_ name: String, _ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Within a list, since a plain number or text is no document of its own everywhere.
        do {
            let tree = try JSONDecoder().decode([Node].self, from: encoder.encode([value]))
            for node in tree { add(name, node) }
        } catch { fatalError("\(name): \(value) has no JSON: \(error)") }
    }

    /// The key: it changes with any of the inputs, and with nothing else.
    package var digest: String {
        var digest = Digest()
        for (name, text) in fields.sorted(by: { $0.key < $1.key }) {
            digest.add(name)
            digest.add(text)
        }
        return digest.finish()
    }

    private mutating func add(_ name: String, _ node: Node) {
        switch node {
        case .leaf(let text): fields[name] = text
        case .list(let nodes):
            fields["\(name).count"] = "\(nodes.count)"
            for (index, node) in nodes.enumerated() { add("\(name).\(index)", node) }
        case .object(let nodes):
            if nodes.isEmpty { fields[name] = "{}" }
            for (key, node) in nodes { add("\(name).\(key)", node) }
        }
    }

    /// What JSON can say.
    private enum Node: Decodable {
        case leaf(String)
        case list([Node])
        case object([String: Node])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .leaf("none")
            } else if let truth = try? container.decode(Bool.self) {
                self = .leaf("\(truth)")
            } else if let number = try? container.decode(Int64.self) {
                self = .leaf("\(number)")
            } else if let number = try? container.decode(UInt64.self) {
                self = .leaf("\(number)")
            } else if let number = try? container.decode(Double.self) {
                self = .leaf("\(number)")
            } else if let text = try? container.decode(String.self) {
                self = .leaf(text)
            } else if let nodes = try? container.decode([Node].self) {
                self = .list(nodes)
            } else {
                self = .object(try container.decode([String: Node].self))
            }
        }
    }
}
