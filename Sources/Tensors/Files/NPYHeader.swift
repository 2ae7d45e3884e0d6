import Files
import Foundation
import Kernels

/// The header of a `.npy` file: type of the elements, their order, the shape.
///
/// Format: NumPy Enhancement Proposal 1, `numpy.lib.format`. Versions 1 to 3.
struct NPYHeader {
    var type: NPYElement
    var isBigEndian: Bool
    var isFortranOrder: Bool
    var dimensions: [Int]
    /// Where the elements begin.
    var dataOffset: Int

    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// NumPy's own headers have some hundred bytes; version 2 lets one claim four gigabytes.
    private static let byteLimit = 1 << 16

    /// Reads and parses the header of a file, whose elements come next.
    init(of file: inout some NPYSource) throws(NPYError) {
        let name = file
        func broken(_ detail: String) -> NPYError { name.error(.malformed(detail)) }
        let size = try file.size()
        var head = try file.next(min(10, size))
        guard head.count >= 10, head.starts(with: NPYHeader.magic) else { throw broken("it does not begin with \\x93NUMPY") }
        guard (1...3).contains(head[6]) else { throw broken("format version \(head[6])") }
        let start = head[6] == 1 ? 10 : 12
        guard size >= start else { throw broken("its header is cut off") }
        head += try file.next(start - 10)
        let length = head[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= size - start else { throw broken("its header is cut off") }
        guard length <= NPYHeader.byteLimit else {
            throw broken("a header of \(length) bytes, expected at most \(NPYHeader.byteLimit)")
        }
        let bytes = try file.next(length)
        let text = String(decoding: bytes, as: UTF8.self)
        guard let descriptor = NPYHeader.value(of: "descr", in: text),
            let order = NPYHeader.value(of: "fortran_order", in: text), order == "True" || order == "False",
            let shape = NPYHeader.value(of: "shape", in: text), shape.hasPrefix("("), shape.hasSuffix(")")
        else { throw broken("its header is not a dictionary of descr, fortran_order and shape") }
        // A list of fields, of which nothing is a number.
        if descriptor.hasPrefix("[") { throw file.error(.unsupported("[…], a structure")) }
        let described = descriptor.filter { $0 != "'" && $0 != "\"" }
        let letters = "<>|=".contains(described.prefix(1)) ? described.dropFirst() : described[...]
        guard let type = NPYElement(rawValue: String(letters)) else {
            throw file.error(.unsupported(String(described.prefix(40))))
        }
        var dimensions: [Int] = []
        for part in shape.dropFirst().dropLast().split(separator: ",") {
            let digits = part.filter { !$0.isWhitespace }
            if digits.isEmpty { continue }
            guard let size = Int(digits), size >= 0 else { throw broken("shape \(shape.prefix(80))") }
            dimensions.append(size)
        }
        self.type = type
        isBigEndian = described.hasPrefix(">")
        isFortranOrder = order == "True"
        self.dimensions = dimensions
        dataOffset = start + length
    }

    /// Elements that are converted at once.
    private static let piece = 1 << 15

    /// Reads the elements as floats, in the file's order; one that a float cannot hold is an error.
    func read(_ file: inout some NPYSource, into target: UnsafeMutableBufferPointer<Float>) throws(NPYError) {
        var bytes = [UInt8](repeating: 0, count: min(target.count, NPYHeader.piece) * type.size)
        var first = 0
        while first < target.count {
            let part = UnsafeMutableBufferPointer(rebasing: target[first..<min(first + NPYHeader.piece, target.count)])
            let result = bytes.withUnsafeMutableBytes { buffer in
                Result { () throws(NPYError) in
                    let stored = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(part.count * type.size)])
                    try file.next(stored)
                    return type.convert(stored.baseAddress!, isBigEndian: isBigEndian, into: part)
                }
            }
            if let unheld = try result.get() {
                throw file.error(.notAFloat(value: unheld.value, position: position(of: first + unheld.index)))
            }
            first += part.count
        }
    }

    /// Where an element of the file stands in the array, as NumPy writes it: `[1, 0]`.
    func position(of index: Int) -> [Int] {
        var rest = index
        // The axis that runs fastest first: in C order the last.
        let axes = isFortranOrder ? Array(dimensions.indices) : Array(dimensions.indices.reversed())
        var position = [Int](repeating: 0, count: dimensions.count)
        for axis in axes { (rest, position[axis]) = rest.quotientAndRemainder(dividingBy: dimensions[axis]) }
        return position
    }

    /// The text after `'key':` up to the end of the value; nil for a key that is missing, or stands there twice.
    private static func value(of key: String, in text: String) -> String? {
        let found = ["'\(key)':", "\"\(key)\":"].flatMap { text.ranges(of: $0) }
        guard found.count == 1 else { return nil }
        let rest = text[found[0].upperBound...].drop(while: \.isWhitespace)
        if rest.hasPrefix("(") { return rest.firstIndex(of: ")").map { String(rest[...$0]) } }
        return String(rest.prefix { $0 != "," && $0 != "}" }).trimmingCharacters(in: .whitespaces)
    }

    /// The header of little-endian elements in C order, padded so that they are 64-byte aligned.
    static func bytes(for shape: Shape, of type: ElementType) -> [UInt8] {
        let name =
            switch type {
            case .float32, .bf16: "<f4"
            case .int32: "<i4"
            case .bool: "|b1"
            }
        let sizes = shape.dimensions.map { "\($0)," }.joined(separator: " ")
        let tuple = shape.rank > 1 ? String(sizes.dropLast()) : sizes
        var text = "{'descr': '\(name)', 'fortran_order': False, 'shape': (\(tuple)), }"
        // A header beyond 65,535 bytes would need version 2: that takes thousands of axes.
        let unpadded = 10 + text.utf8.count + 1
        text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
        let length = text.utf8.count
        return magic + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)] + Array(text.utf8)
    }
}
