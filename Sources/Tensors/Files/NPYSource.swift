import Files

/// Where an array in NumPy's format is read from, its bytes one after the other: a file, or an entry of an archive.
protocol NPYSource {
    /// What errors call it.
    var path: String { get }
    /// Its bytes from the first to the last.
    func size() throws(NPYError) -> Int
    /// Fills a buffer with the bytes that come next; an end before that is an error.
    mutating func next(_ buffer: UnsafeMutableRawBufferPointer) throws(NPYError)
}

extension NPYSource {
    func error(_ reason: NPYError.Reason) -> NPYError { NPYError(operation: "read", path: path, reason: reason) }

    /// The bytes that come next; who asks knows that there are so many.
    mutating func next(_ count: Int) throws(NPYError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(NPYError) in try next(buffer) }
        }
        try result.get()
        return bytes
    }
}

/// A `.npy` file of its own.
struct NPYFile: NPYSource {
    private let file: RegularFile
    private var place = 0

    init(_ path: String) throws(NPYError) {
        file = try NPYError.reading { () throws(FileError) in try RegularFile(path) }
    }

    var path: String { file.path }

    func size() throws(NPYError) -> Int { try NPYError.reading { () throws(FileError) in try file.size() } }

    mutating func next(_ buffer: UnsafeMutableRawBufferPointer) throws(NPYError) {
        let place = place
        try NPYError.reading { () throws(FileError) in try file.read(at: place, into: buffer) }
        self.place += buffer.count
    }
}
