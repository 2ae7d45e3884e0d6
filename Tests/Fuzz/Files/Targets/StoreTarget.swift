import Datasets
import Foundation
import Media

/// Decoded clips: what is not as it was decoded is decoded again, and no clip is another's.
struct StoreTarget: FileTarget {
    static let name = "stores"
    static let about = "index and bytes of a decoded store, read by DecodedVideos"
    static let errors: [any Error.Type] = [DatasetError.self]
    private static let format = DecodedFormat(side: 8)
    private let folder: String
    private let good: [String: [UInt8]]
    private let right: [String: [UInt8]]
    private let store: String

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        try FileManager.default.createDirectory(atPath: "\(folder)/videos", withIntermediateDirectories: true)
        for number in 0..<3 {
            let writer = try MediaWriter(
                "\(folder)/videos/\(number).mp4", video: VideoSettings(width: 16, height: 16, frameRate: 12),
                audio: AudioSettings(sampleRate: 16_000))
            for frame in 0..<6 { try writer.append(frame: [UInt8](repeating: UInt8(40 * number + 3 * frame), count: 768)) }
            try writer.append(samples: (0..<8000).map { 0.3 * sin(Float($0) * 0.1 * Float(number + 1)) })
            try writer.finish()
        }
        // A file that is left out, and why, is a line of the index too.
        try Data("no film\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/videos/3.mp4"))
        _ = try open(folder)
        let store = try place(folder)
        return try ["clips", "index"].map {
            FileSample(name: $0, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(store)/\($0)"))))
        }
    }

    private static func open(_ folder: String) throws -> DecodedVideos {
        try DecodedVideos(
            VideoFolder("\(folder)/videos").videos(), format: format, in: DataFolder(folder), threads: 1, progress: nil)
    }

    private static func place(_ folder: String) throws -> String {
        let stores = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/decoded")
        return "\(folder)/decoded/\(stores.sorted().first ?? "")"
    }

    private static func contents(_ videos: DecodedVideos) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        for video in 0..<videos.count {
            result[videos.set.items[video].id] =
                try videos.pixels(at: ClipPlace(video: video, start: 0), frames: 6)
                + videos.bank(video).scalars.flatMap { withUnsafeBytes(of: $0, Array.init) }
        }
        return result
    }

    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] {
        sample.name == "index" ? mutator.text(sample.bytes) : mutator.bytes(sample.bytes)
    }

    init(_ samples: [FileSample], folder: String) throws {
        self.folder = folder
        store = try Self.place(folder)
        good = Dictionary(uniqueKeysWithValues: samples.map { ($0.name, $0.bytes) })
        for (name, bytes) in good { try Data(bytes).write(to: URL(fileURLWithPath: "\(store)/\(name)")) }
        right = try Self.contents(Self.open(folder))
        guard right.count == 3 else { throw HarnessError(description: "the good store has \(right.count) videos of 3") }
    }

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        for (name, whole) in good {
            try Data(name == sample.name ? bytes : whole).write(to: URL(fileURLWithPath: "\(store)/\(name)"))
        }
        let found = try Self.contents(Self.open(folder))
        for (id, bytes) in right where found[id] != bytes {
            throw WrongRead(
                description: "\(id) \(found[id] == nil ? "is left out" : "has other bytes than those that were decoded")")
        }
    }
}
