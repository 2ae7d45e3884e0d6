import Foundation

/// The header of a `.npy` file: type of the elements, their order, the shape.
///
/// Format: NumPy Enhancement Proposal 1, `numpy.lib.format`. Versions 1 to 3.
struct NPYHeader {
    enum Problem: Error {
        case malformed(String)
        case unsupported(String)
    }

    var type: NPYElement
    var isBigEndian: Bool
    var isFortranOrder: Bool
    var dimensions: [Int]
    /// Where the elements begin.
    var dataOffset: Int

    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// Parses the first bytes of a file.
    init(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        guard bytes.count >= 10, bytes.prefix(6).elementsEqual(Self.magic) else {
            throw .malformed("it does not begin with \\x93NUMPY")
        }
        let version = bytes[6]
        guard (1...3).contains(version) else { throw .malformed("format version \(version)") }
        let start = version == 1 ? 10 : 12
        guard bytes.count >= start else { throw .malformed("its header is cut off") }
        let length =
            version == 1
            ? Int(bytes[8]) | Int(bytes[9]) << 8
            : Int(bytes[8]) | Int(bytes[9]) << 8 | Int(bytes[10]) << 16 | Int(bytes[11]) << 24
        guard start + length <= bytes.count else { throw .malformed("its header is cut off") }
        let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
        guard let descriptor = Self.value(of: "descr", in: text)?.trimming(["'", "\""]),
            let order = Self.value(of: "fortran_order", in: text), order == "True" || order == "False",
            let shape = Self.value(of: "shape", in: text), shape.hasPrefix("(")
        else { throw .malformed("its header is not a dictionary of descr, fortran_order and shape") }
        guard let type = NPYElement(rawValue: descriptor.trimming(["<", ">", "|", "="])) else {
            throw .unsupported(descriptor)
        }
        var dimensions: [Int] = []
        for part in shape.dropFirst().prefix(while: { $0 != ")" }).split(separator: ",") {
            let digits = part.filter { !$0.isWhitespace }
            if digits.isEmpty { continue }
            guard let size = Int(digits), size >= 0 else { throw .malformed("shape \(shape)") }
            dimensions.append(size)
        }
        self.type = type
        isBigEndian = descriptor.hasPrefix(">")
        isFortranOrder = order == "True"
        self.dimensions = dimensions
        dataOffset = start + length
    }

    /// The text after `'key':` up to the end of the value.
    private static func value(of key: String, in text: String) -> String? {
        guard let found = text.range(of: "'\(key)':") ?? text.range(of: "\"\(key)\":") else { return nil }
        let rest = text[found.upperBound...].drop(while: \.isWhitespace)
        if rest.hasPrefix("(") { return rest.firstIndex(of: ")").map { String(rest[...$0]) } }
        return String(rest.prefix { $0 != "," && $0 != "}" }).trimmingCharacters(in: .whitespaces)
    }

    /// The header of little-endian 32-bit floats in C order, padded so that the elements are 64-byte aligned.
    static func bytes(for shape: Shape) -> [UInt8] {
        let sizes = shape.dimensions.map { "\($0)," }.joined(separator: " ")
        let tuple = shape.rank > 1 ? String(sizes.dropLast()) : sizes
        var text = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(tuple)), }"
        // A header beyond 65,535 bytes would need version 2: that takes thousands of axes.
        let unpadded = 10 + text.utf8.count + 1
        text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        let length = text.utf8.count
        return magic + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
    }
}

extension String {
    fileprivate func trimming(_ characters: Set<Character>) -> String {
        String(drop { characters.contains($0) }.reversed().drop { characters.contains($0) }.reversed())
    }
}
