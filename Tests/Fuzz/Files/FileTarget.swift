/// A format of files: how good ones are made, what becomes of them, and who reads them.
protocol FileTarget {
    /// What the command line calls it.
    static var name: String { get }
    /// What is read, and by what.
    static var about: String { get }
    /// The errors that a bad file may be.
    static var errors: [any Error.Type] { get }

    /// Good files, made by the library itself.
    ///
    /// - Parameters:
    ///   - folder: the target's own, the same one for those who read.
    ///   - project: the project's folder.
    static func samples(in folder: String, project: String) throws -> [FileSample]

    /// A mutant of a sample.
    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8]

    /// Prepares for reading, in a process of its own.
    init(_ samples: [FileSample], folder: String) throws

    /// Reads a file: one of the target's errors where it is bad; ``WrongRead`` where what was read cannot be.
    func read(_ bytes: [UInt8], of sample: FileSample) throws
}

extension FileTarget {
    static func mutant(of sample: FileSample, by mutator: inout FileMutator) -> [UInt8] { mutator.bytes(sample.bytes) }
}

/// A file was read, and not as it should have been.
struct WrongRead: Error, CustomStringConvertible { let description: String }

/// All formats.
enum FileTargets {
    static var all: [any FileTarget.Type] {
        [
            NotebookTarget.self, MediaTarget.self, IpynbTarget.self, SafetensorsTarget.self, NPYTarget.self, NPZTarget.self,
            TableTarget.self,
            ListTarget.self,
            StoreTarget.self, CheckpointTarget.self, PairTarget.self, RecordTarget.self, OutputsTarget.self, WorldTarget.self,
            PictureTarget.self,
        ]
    }
}
