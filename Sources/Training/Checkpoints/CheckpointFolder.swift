import Files
import Foundation
import Layers

/// The checkpoints of one training: `step-00000100.checkpoint`, …, the newest few of them.
struct CheckpointFolder {
    let path: String
    /// How many stay, ≥ 1. Two or more leave something to fall back on.
    let keep: Int

    private static let prefix = "step-"
    private static let suffix = ".checkpoint"

    /// The checkpoints there are, newest first.
    func entries() -> [(step: Int, path: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix),
                let step = Int(name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count))
            else { return nil }
            return (step, "\(path)/\(name)")
        }.sorted { $0.step > $1.step }
    }

    /// Writes a checkpoint and removes those beyond `keep`; gives its path.
    func write(_ checkpoint: Checkpoint) throws(TrainingError) -> String {
        let digits = String(checkpoint.state.step)
        let name = Self.prefix + String(repeating: "0", count: max(0, 8 - digits.count)) + digits + Self.suffix
        let file = "\(path)/\(name)"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try checkpoint.write(to: file)
        } catch let error as SafetensorsError {
            throw .checkpointNotWritten(reason: error.description)
        } catch {
            throw .checkpointNotWritten(reason: "\(path): \(error.localizedDescription)")
        }
        for old in entries().dropFirst(keep) { unlink(old.path) }
        return file
    }

    /// The newest checkpoint that is intact, and what is wrong with newer ones; nil in a folder without any.
    func newestIntact() throws(TrainingError) -> (checkpoint: Checkpoint, path: String, damaged: [String])? {
        var damaged: [String] = []
        for entry in entries() {
            do throws(Checkpoint.Damage) {
                return (try Checkpoint(reading: entry.path), entry.path, damaged)
            } catch {
                damaged.append(error.description)
            }
        }
        guard let newest = damaged.first else { return nil }
        throw .noIntactCheckpoint(folder: path, reason: newest)
    }

    /// Removes checkpoints after `step`: those of a future that will now be different.
    func removeAll(after step: Int) {
        for entry in entries() where entry.step > step { unlink(entry.path) }
    }

    /// Waits until no other writes checkpoints here.
    ///
    /// - Parameter waiting: called while one does, with the number of its process where it is known.
    func lock(waiting: (Int32?) -> Void, poll: () throws -> Void) throws -> FolderLock {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch { throw TrainingError.checkpointNotWritten(reason: "\(path): \(error.localizedDescription)") }
        do { return try FolderLock(path, waiting: waiting, poll: poll) } catch let error as FileError {
            throw TrainingError.checkpointNotWritten(reason: error.description)
        }
    }

    /// Removes what a killed process left half written; for the holder of the lock.
    func removeLeftovers() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasPrefix(Self.prefix) && name.hasSuffix(AtomicFile.temporarySuffix) {
            unlink("\(path)/\(name)")
        }
    }
}
