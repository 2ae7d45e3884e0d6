import Foundation
import Plotting

/// PNG files.
struct PictureTarget: FileTarget {
    static let name = "pictures"
    static let about = "PNG files and the words in them, read by RasterImage"
    static let errors: [any Error.Type] = [PlotError.self]

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let image = RasterImage(width: 7, height: 5, rgb: (0..<105).map { UInt8($0) })
        let large = RasterImage(width: 90, height: 60, rgb: (0..<16_200).map { UInt8($0 * $0 % 251) })
        return try [
            FileSample(name: "small.png", bytes: image.png(metadata: ["Title": "x", "Author": "→"])),
            FileSample(name: "large.png", bytes: large.png()),
        ]
    }

    /// Half of the mutants have right checksums: the others end at the first.
    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        let bytes = mutator.bytes(sample.bytes, most: 120)
        return mutator.random.below(2) == 0 ? bytes : withRightChecksums(bytes)
    }

    private static func withRightChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var (result, at) = (bytes, 8)
        while at + 12 <= result.count {
            let end = at + 8 + result[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            guard end + 4 <= result.count else { break }
            let sum = ~result[at + 4..<end].reduce(~0 as UInt32) { sum, byte in
                (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
            }
            for place in 0..<4 { result[end + place] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * place)) }
            at = end + 4
        }
        return result
    }

    init(_ samples: [FileSample], folder: String) throws {}

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        let words = Result { try RasterImage.metadata(ofPNG: bytes) }
        let image = try RasterImage(png: bytes)
        guard try RasterImage(png: image.png()) == image else {
            throw WrongRead(description: "written and read again it is another")
        }
        _ = try words.get()
    }
}
