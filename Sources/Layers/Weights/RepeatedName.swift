import Foundation

/// The first name that stands twice in one object of a JSON text, and that object's own name: `JSONDecoder` keeps one of two that are equal,
/// and says nothing.
struct RepeatedName: CustomStringConvertible {
    let name: String
    /// The name of the object in which it stands; nil for the outermost.
    let object: String?

    var description: String { "\"\(name)\" stands twice" + (object.map { " in \"\($0)\"" } ?? "") }

    /// - Parameter json: a text that a decoder has accepted.
    init?(in json: Data) {
        // Names of the objects that are open, and what they are called themselves. Arrays have no names.
        var open: [(names: Set<String>, object: String?)] = []
        var (text, last): (Data?, String?) = (nil, nil)
        var isEscaped = false
        for byte in json {
            if text != nil {
                text?.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    last = text.flatMap { try? JSONDecoder().decode(String.self, from: $0) }
                    text = nil
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): text = Data([byte])
            case UInt8(ascii: "{"), UInt8(ascii: "["): open.append(([], last))
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open.removeLast(open.isEmpty ? 0 : 1)
            case UInt8(ascii: ":"):
                guard let name = last, let depth = open.indices.last else { continue }
                guard open[depth].names.insert(name).inserted else {
                    (self.name, object) = (name, depth == 0 ? nil : open[depth].object)
                    return
                }
            case UInt8(ascii: ","): last = nil
            default: break
            }
        }
        return nil
    }
}
