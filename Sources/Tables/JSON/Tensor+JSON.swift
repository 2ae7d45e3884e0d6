import Files
import Foundation
import Tensors

extension Tensor {
    /// Reads nested arrays of numbers from a JSON file: `[[1, 2], [3, 4]]` is of shape `[2, 2]`, a number alone has no axis.
    ///
    /// Fractions are rounded to 32 bits. Whole numbers are not: one that a 32-bit float cannot hold, as many beyond 2²⁴, is an error.
    ///
    ///     let pixels = try Tensor(json: "pixels.json")
    ///
    /// - Parameters:
    ///   - path: of a file of UTF-8, at most 64 arrays deep.
    ///   - missing: what stands for `null`; nil where there is to be none.
    /// - Throws: `TableError` with the line and the place in the array, such as `[1][0]`, for rows of different lengths, and for what is no number.
    public init(json path: String, missing: Float? = nil) throws(TableError) {
        self = try JSONText.reading(path) { scanner throws(TableError) in
            var reader = NestedNumbers(missing: missing)
            try reader.read(&scanner, [])
            return Tensor(reader.numbers, shape: Shape(reader.sizes.map { $0 ?? 0 }))
        }
    }

    /// See `init(json:missing:)`.
    public init(json url: URL, missing: Float? = nil) throws(TableError) { try self.init(json: url.path, missing: missing) }

    /// Writes the tensor as nested arrays into a JSON file, whole or not at all; numbers as the shortest that read back the same.
    ///
    ///     try Tensor([1, 2, 3, 4], shape: [2, 2]).write(json: "pixels.json")        // the text [[1,2],[3,4]]
    ///
    /// - Throws: `TableError` where the system refuses, and for NaN and infinities, which JSON does not have.
    public func write(json path: String) throws(TableError) {
        let (numbers, sizes) = (scalars, shape.dimensions)
        if let odd = numbers.firstIndex(where: { !$0.isFinite }) {
            throw TableError(
                "cannot write \(path)", found: "\(numbers[odd]) at element \(odd)",
                expected: "finite numbers, for JSON has no others",
                remedy: "Write a .npy file, or replace them.")
        }
        var text = ""
        text.reserveCapacity(numbers.count * 8)
        var at = 0
        func append(_ axis: Int) {
            guard axis < sizes.count else {
                let number = numbers[at]
                let isShort = number == number.rounded() && number.magnitude < 1e7 && !(number == 0 && number.sign == .minus)
                text += isShort ? String(Int(number)) : number.description
                at += 1
                return
            }
            text += "["
            for index in 0..<sizes[axis] {
                if index > 0 { text += "," }
                append(axis + 1)
            }
            text += "]"
        }
        append(0)
        text += "\n"
        try TableError.trying { () throws(FileError) in try AtomicFile.write(text.utf8, to: path) }
    }

    /// See `write(json:)`.
    public func write(json url: URL) throws(TableError) { try write(json: url.path) }
}
