import Files
import Tensors

/// What is wrong with a weights file, or with the match between a file and a model.
public struct SafetensorsError: Error, CustomStringConvertible {
    /// What was found wrong.
    public enum Problem: Hashable, Sendable {
        /// The system refused to read or write; its reason.
        case system(String)
        /// The file has not even the 8 bytes of the header's length; how many it has.
        case tooShort(bytes: Int)
        /// The header's length does not fit into the file, or is above the format's limit of 100 MB.
        case headerLength(found: UInt64, limit: Int)
        /// The header is not the JSON object that the format asks for.
        case header(String)
        /// A scalar type this library does not read.
        case unsupportedType(String)
        /// A dimension below zero, or so many scalars that no file holds them.
        case invalidShape([Int])
        /// Offsets that do not ascend or leave the data.
        case offsets(begin: Int, end: Int, dataBytes: Int)
        /// Offsets that span another number of bytes than type and shape make.
        case byteCount(found: Int, expected: Int)
        /// Two tensors share bytes.
        case overlap(with: String)
        /// Bytes that belong to no tensor, which the format forbids (the file may be longer than its header says).
        case uncoveredBytes(from: Int, to: Int)
        /// The model has it, the file has not.
        case missingTensor(nearest: String?)
        /// The file has it, the model has not.
        case unexpectedTensor(nearest: String?)
        /// The name that it is renamed to, and the tensor that has that name already.
        case renamedTwice(as: String, with: String)
        /// Another shape than the model's.
        case shape(found: Shape, expected: Shape)
        /// A number that a 32-bit float cannot hold, its place in the tensor, and the type it has in the file.
        case notAFloat(value: String, position: [Int], type: String)
        /// The file does not hold what was asked for.
        case contents(String)
    }

    /// The file.
    public let path: String
    /// The tensor it is about; nil when it is about the whole file.
    public let tensor: String?
    /// What was found.
    public let problem: Problem

    package init(_ path: String, tensor: String? = nil, _ problem: Problem) {
        self.path = path
        self.tensor = tensor
        self.problem = problem
    }

    /// `weights.safetensors: tensor "fc.weight": shape [400, 512], the model has [512, 10]`.
    public var description: String {
        path + ": " + (tensor.map { "tensor \"\(brief($0))\": " } ?? "") + problem.text
    }

    /// What `body` reads, with the system's refusals as errors of this kind.
    static func reading<R>(_ body: () throws(FileError) -> R) throws(SafetensorsError) -> R {
        do throws(FileError) { return try body() } catch {
            throw SafetensorsError(error.path, .system("cannot \(error.operation): \(error.reason)"))
        }
    }
}

/// What a file says: a name in it may have megabytes.
private func brief(_ text: String) -> String { text.shortened(to: 120) }

extension SafetensorsError.Problem {
    fileprivate var text: String {
        switch self {
        case .system(let reason): reason
        case .renamedTwice(let name, let other): "renamed to \"\(brief(name))\", as \"\(brief(other))\" is"
        case .tooShort(let bytes): "not a safetensors file: \(bytes) bytes, at least 8 are expected"
        case .headerLength(let found, let limit):
            "not a safetensors file, or cut short: a header of \(found) bytes, at most \(limit) are possible"
        case .header(let why): "bad header: \(brief(why))"
        case .unsupportedType(let name):
            "scalar type \(brief(name)); readable are \(ScalarType.allCases.map(\.rawValue).joined(separator: ", "))"
        case .invalidShape(let dimensions): "impossible shape \(brief("\(dimensions)"))"
        case .offsets(let begin, let end, let bytes):
            "data offsets \(begin)..<\(end) in \(bytes) bytes of data (the file may be cut short)"
        case .byteCount(let found, let expected): "\(found) bytes of data, type and shape make \(expected)"
        case .overlap(let other): "shares bytes with tensor \"\(brief(other))\""
        case .uncoveredBytes(let from, let to): "bytes \(from)..<\(to) of the data belong to no tensor"
        case .missingTensor(let nearest):
            "not in the file" + (nearest.map { "; the nearest name there is \"\($0)\"" } ?? "")
        case .unexpectedTensor(let nearest):
            "not in the model" + (nearest.map { "; the nearest name there is \"\($0)\"" } ?? "")
        case .shape(let found, let expected): "shape \(found), the model has \(expected)"
        case .notAFloat(let value, let position, let type):
            "found \(value) of type \(type) at \(position), expected numbers that a 32-bit float holds: whole ones of at most 16777216, or "
                + "larger ones that end in enough zero bits, none beyond 3.4e38"
        case .contents(let why): why
        }
    }
}
