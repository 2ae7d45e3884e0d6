import CZip
import Files
import Foundation

/// A `.npz` file that is read: a ZIP archive whose entries are `.npy` arrays, stored or deflated, as `numpy.savez` writes it.
///
/// What the archive says of itself is a claim: sizes are held against the file before memory is taken, names are each another's, and
/// an entry's checksum is that of what was read.
final class NPZArchive {
    /// An array within.
    struct Entry {
        /// The array's name, without `.npy`.
        let name: String
        let index: UInt64
        /// Bytes that it unpacks to, as the archive says.
        let size: Int
    }

    let path: String
    let entries: [Entry]
    private let archive: OpaquePointer

    /// What deflate makes of a byte at most (zlib's own bound), and what an empty entry may have.
    private static let (mostExpansion, slack) = (1032, 1024)

    /// Opens an archive and looks at the list of its entries.
    init(_ path: String) throws(NPYError) {
        let file = try NPYError.reading { () throws(FileError) in try RegularFile(path) }
        self.path = file.path
        func refusal(_ detail: String) -> NPYError { NPYError(operation: "read", path: file.path, reason: .archive(detail)) }
        let size = try NPYError.reading { () throws(FileError) in try file.size() }
        var code: Int32 = 0
        let descriptor = dup(file.descriptor)
        guard descriptor >= 0 else {
            throw NPYError(operation: "read", path: path, reason: .system(String(cString: strerror(errno))))
        }
        guard let archive = zip_fdopen(descriptor, 0, &code) else {
            close(descriptor)
            throw refusal("not a .npz archive (\(NPZArchive.words(code)))")
        }
        do throws(NPYError) { entries = try NPZArchive.entries(archive, fileSize: size, refusal) } catch {
            zip_discard(archive)
            throw error
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    private static func entries(
        _ archive: OpaquePointer, fileSize: Int, _ refusal: (String) -> NPYError
    ) throws(NPYError) -> [Entry] {
        var entries: [Entry] = []
        var (names, packed) = (Set<String>(), 0)
        for index in 0..<UInt64(max(0, zip_get_num_entries(archive, 0))) {
            var facts = zip_stat_t()
            guard zip_stat_index(archive, index, 0, &facts) == 0, let spelled = facts.name else {
                throw refusal("its entry \(index) cannot be looked at (\(String(cString: zip_strerror(archive))))")
            }
            let file = String(cString: spelled)
            let said = "its entry \"\(file.shortened(to: 80))\""
            guard file.hasSuffix(".npy") else { throw refusal("\(said) is no .npy array, expected arrays alone") }
            let parts = file.split(separator: "/", omittingEmptySubsequences: false)
            guard !parts.contains(".."), !file.hasPrefix("/"), !file.contains("\\") else {
                throw refusal("\(said) leads out of the archive, expected the name of an array")
            }
            guard names.insert(file).inserted else { throw refusal("\(said) stands there twice, expected each name once") }
            guard facts.encryption_method == ZIP_EM_NONE else {
                throw refusal("\(said) is encrypted, expected an archive without a password: unpack it and pack it anew")
            }
            let method = Int32(facts.comp_method)
            guard method == ZIP_CM_STORE || method == ZIP_CM_DEFLATE else {
                throw refusal("\(said) is compressed by method \(method), expected stored (0) or deflated (8)")
            }
            guard let size = Int(exactly: facts.size), let inner = Int(exactly: facts.comp_size), inner <= fileSize - packed
            else {
                throw refusal("\(said) claims more bytes than the file has (\(fileSize)): it is cut short or damaged")
            }
            // The sum of all is within the file: entries do not share bytes, so that an archive unpacks to a bounded size.
            packed += inner
            guard
                size - slack <= inner.multipliedReportingOverflow(by: mostExpansion).partialValue
                    || inner > Int.max / mostExpansion
            else { throw refusal("\(said) claims \(size) bytes made of \(inner), more than deflate can: it is damaged") }
            entries.append(Entry(name: String(file.dropLast(4)), index: index, size: size))
        }
        return entries
    }

    /// The array of an entry, up to its end and its checksum.
    func read(_ entry: Entry) throws(NPYError) -> Tensor {
        var source = try NPZEntry(archive, entry, of: path)
        let tensor = try Tensor.read(&source)
        try source.finish()
        return tensor
    }

    /// What libzip calls one of its errors.
    private static func words(_ code: Int32) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return zip_error_strerror(&error).map { String(cString: $0) } ?? "error \(code)"
    }
}
