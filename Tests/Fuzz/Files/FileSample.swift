import Foundation

/// A good file of a format: what mutants are made of.
struct FileSample {
    /// Its name, which says what it is: `film.mp4`.
    let name: String
    let bytes: [UInt8]

    private static let folder = "samples"

    /// Keeps samples for those who read their mutants.
    static func keep(_ samples: [FileSample], in folder: String) throws {
        let place = URL(fileURLWithPath: folder).appendingPathComponent(Self.folder)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        for sample in samples { try Data(sample.bytes).write(to: place.appendingPathComponent(sample.name)) }
    }

    /// What was kept, in order of the names.
    static func kept(in folder: String) throws -> [FileSample] {
        let place = URL(fileURLWithPath: folder).appendingPathComponent(Self.folder)
        return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted().map { name in
            FileSample(name: name, bytes: [UInt8](try Data(contentsOf: place.appendingPathComponent(name))))
        }
    }
}
