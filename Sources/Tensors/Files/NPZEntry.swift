import CZip

/// An entry of an archive that is being unpacked.
final class NPZEntry: NPYSource {
    let path: String
    private let file: OpaquePointer
    private let bytes: Int

    /// - Parameter archive: outlives the entry.
    init(_ archive: OpaquePointer, _ entry: NPZArchive.Entry, of path: String) throws(NPYError) {
        self.path = "\(path)/\(entry.name).npy"
        bytes = entry.size
        guard let file = zip_fopen_index(archive, entry.index, 0) else {
            let words = String(cString: zip_strerror(archive))
            throw NPYError(operation: "read", path: self.path, reason: .archive("the archive is damaged there (\(words))"))
        }
        self.file = file
    }

    deinit { zip_fclose(file) }

    func size() throws(NPYError) -> Int { bytes }

    func next(_ buffer: UnsafeMutableRawBufferPointer) throws(NPYError) {
        var done = 0
        while done < buffer.count {
            let count = zip_fread(file, buffer.baseAddress! + done, UInt64(buffer.count - done))
            guard count >= 0 else { throw damage() }
            guard count > 0 else { throw error(.archive("it ends early: the archive is damaged there")) }
            done += Int(count)
        }
    }

    /// Reads the end, where the checksum is compared.
    func finish() throws(NPYError) {
        var more: UInt8 = 0
        let count = zip_fread(file, &more, 1)
        guard count >= 0 else { throw damage() }
        guard count == 0 else { throw error(.archive("it goes on beyond the \(bytes) bytes that the archive says it has")) }
    }

    private func damage() -> NPYError {
        error(.archive("the archive is damaged there (\(String(cString: zip_file_strerror(file))))"))
    }
}
