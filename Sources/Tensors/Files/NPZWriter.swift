import CZip
import Files
import Foundation

/// Writes an archive of arrays; the tensors' own memory is what is packed, without a copy of any.
enum NPZWriter {
    /// Whether a name may stand in an archive that everyone can unpack.
    static func isFit(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.contains { $0.isEmpty || $0 == ".." } && !name.contains { $0 == "\\" || $0 == "\0" }
            && name.utf8.count <= 65_000
    }

    /// Writes an archive under a name where there is no file yet; the system's refusals are errors.
    static func write(_ tensors: [String: Tensor], to path: String, compressed: Bool) throws(FileError) {
        var code: Int32 = 0
        // The empty file of that name makes way.
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw FileError(operation: "write", path: path)
        }
        func refusal() -> FileError {
            let error = zip_get_error(archive)
            let system = zip_error_system_type(error) == ZIP_ET_SYS ? zip_error_code_system(error) : 0
            let words = system == 0 ? String(cString: zip_strerror(archive)) : String(cString: strerror(system))
            return FileError(operation: "write", path: path, reason: words)
        }
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            let bytes = Unmanaged.passRetained(NPZBytes(tensor)).toOpaque()
            guard let source = zip_source_function(archive, NPZBytes.answer, bytes) else {
                Unmanaged<NPZBytes>.fromOpaque(bytes).release()
                defer { zip_discard(archive) }
                throw refusal()
            }
            let index = zip_file_add(archive, "\(name).npy", source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                zip_source_free(source)
                defer { zip_discard(archive) }
                throw refusal()
            }
            zip_set_file_compression(archive, UInt64(index), compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0)
            // The first day that the format knows, as NumPy says too: equal arrays are equal files.
            zip_file_set_dostime(archive, UInt64(index), 0, 1 << 5 | 1, 0)
        }
        if zip_close(archive) != 0 {
            defer { zip_discard(archive) }
            throw refusal()
        }
    }
}

/// The bytes of a tensor's `.npy` file, as libzip asks for them.
private final class NPZBytes {
    private let (header, tensor): ([UInt8], Tensor)
    private var place = 0

    /// What is kept in another type is converted once, and not at each piece that is asked for.
    init(_ tensor: Tensor) {
        self.tensor = tensor.storedInFile
        header = NPYHeader.bytes(for: tensor.shape, of: self.tensor.elementType)
    }

    private var count: Int { header.count + tensor.count * tensor.elementType.size }

    /// Copies what comes next; the number of bytes.
    private func read(_ target: UnsafeMutableRawBufferPointer) -> Int {
        func copy(_ source: UnsafeRawBufferPointer, from start: Int, to place: Int) -> Int {
            let part = UnsafeRawBufferPointer(rebasing: source[start..<min(source.count, start + target.count - place)])
            UnsafeMutableRawBufferPointer(rebasing: target[place...]).copyMemory(from: part)
            return part.count
        }
        var done = 0
        if place < header.count { done = header.withUnsafeBytes { copy($0, from: place, to: 0) } }
        if done < target.count, place + done < count {
            let start = place + done - header.count
            done += tensor.withBytes { copy($0, from: start, to: done) }
        }
        place += done
        return done
    }

    /// What libzip calls: `zip_source_function(3)`.
    static let answer: zip_source_callback = { state, data, length, command in
        guard let state else { return -1 }
        let bytes = Unmanaged<NPZBytes>.fromOpaque(state)
        switch command {
        case ZIP_SOURCE_OPEN:
            bytes.takeUnretainedValue().place = 0
            return 0
        case ZIP_SOURCE_READ:
            guard let data else { return -1 }
            return Int64(bytes.takeUnretainedValue().read(UnsafeMutableRawBufferPointer(start: data, count: Int(length))))
        case ZIP_SOURCE_CLOSE: return 0
        case ZIP_SOURCE_STAT:
            guard let facts = data?.assumingMemoryBound(to: zip_stat_t.self) else { return -1 }
            zip_stat_init(facts)
            facts.pointee.size = UInt64(bytes.takeUnretainedValue().count)
            facts.pointee.valid = UInt64(ZIP_STAT_SIZE)
            return Int64(MemoryLayout<zip_stat_t>.size)
        case ZIP_SOURCE_ERROR:
            // Neither a code of libzip's nor of the system's: nothing here goes wrong.
            data?.initializeMemory(as: UInt8.self, repeating: 0, count: Int(length))
            return 8
        case ZIP_SOURCE_FREE:
            bytes.release()
            return 0
        case ZIP_SOURCE_SUPPORTS:
            return [ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE]
                .reduce(0) { $0 | 1 << Int64($1.rawValue) }
        default: return -1
        }
    }
}
