import Foundation
import Synchronization

/// No format of the library's: what the tool must find, each under its name. `avts-fuzz files faults` that finds less is of no use.
struct FaultTarget: FileTarget {
    static let name = "faults"
    static let about = "a reader with every fault there is"
    static let errors: [any Error.Type] = [Known.self]

    private struct Known: Error, CustomStringConvertible { let description: String }
    private struct Stranger: Error {}

    static func samples(in folder: String, project: String) throws -> [FileSample] {
        ["fine", "trap", "signal", "memory", "stranger", "silent", "endless", "wrong", "exit"].map {
            FileSample(name: $0, bytes: [0])
        }
    }

    init(_ samples: [FileSample], folder: String) throws {}

    func read(_ bytes: [UInt8], of sample: FileSample) throws {
        guard bytes != [0] else { return }
        switch sample.name {
        case "trap": preconditionFailure("a trap")
        case "signal": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = bytes.count
        case "memory": _ = Mutex([UInt8](repeating: 1, count: 3 << 29)).withLock { $0.count }
        case "stranger": throw Stranger()
        case "silent": throw Known(description: "")
        case "endless": throw Known(description: String(repeating: "x", count: 20_000))
        case "wrong": throw WrongRead(description: "other bytes")
        case "exit": exit(0)
        default: throw Known(description: "bad")
        }
    }
}
