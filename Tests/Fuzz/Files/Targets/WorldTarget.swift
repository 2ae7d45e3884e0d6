import Datasets
import Foundation

/// The files of the synthetic world: what is not as it was made is made again, whatever the records say.
struct WorldTarget: FileTarget {
    static let name = "worlds"
    static let about = "records, manifest and films of the synthetic world, looked through and made again"
    static let errors: [any Error.Type] = [DatasetError.self]
    private let folder: String
    private let place: String
    private let good: [String: [UInt8]]
    private let right: [String: Data]

    private static func make(_ folder: String) throws -> Splits {
        try SyntheticWorld.pretrain(
            train: 2, validation: 1, test: 1, specification: WorldSpecification(frameRate: 12, frameSide: 16, duration: 0.5),
            into: DataFolder("\(folder)/data"), progress: nil)
    }

    /// Files below the world's own folder, by the names of their samples.
    private static let files = ["records": ".files", "manifest.json": "world.json", "film.mp4": "train/000000.mp4"]

    private static func films(_ folder: String) throws -> (place: String, bytes: [String: Data]) {
        let splits = try make(folder)
        let items = splits.train.items + splits.validation.items + splits.test.items
        let place = URL(fileURLWithPath: items[0].path).deletingLastPathComponent().deletingLastPathComponent().path
        return (
            place,
            Dictionary(uniqueKeysWithValues: items.map { ($0.id, FileManager.default.contents(atPath: $0.path) ?? Data()) })
        )
    }

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        let place = try films(folder).place
        return try files.map {
            FileSample(name: $0, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(place)/\($1)"))))
        }
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        switch sample.name {
        case "records": mutator.text(sample.bytes)
        case "film.mp4": mutator.bytes(sample.bytes)
        // Each that differs is another world, which takes its time.
        default: mutator.random.below(8) == 0 ? mutator.json(sample.bytes) : sample.bytes
        }
    }

    init(_ samples: [FileSample], folder: String) throws {
        self.folder = folder
        (place, right) = try Self.films(folder)
        good = Dictionary(uniqueKeysWithValues: samples.map { ($0.name, $0.bytes) })
    }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        for (name, file) in Self.files where name != "film.mp4" || name == sample.name {
            try Data(name == sample.name ? bytes : good[name] ?? []).write(to: URL(fileURLWithPath: "\(place)/\(file)"))
        }
        defer {
            let worlds = URL(fileURLWithPath: place).deletingLastPathComponent().path
            for name in (try? FileManager.default.contentsOfDirectory(atPath: worlds)) ?? [] where !place.hasSuffix("/\(name)") {
                try? FileManager.default.removeItem(atPath: "\(worlds)/\(name)")
            }
        }
        guard try Self.films(folder).bytes == right else { throw WrongRead(description: "a film is not as it was made") }
    }
}
