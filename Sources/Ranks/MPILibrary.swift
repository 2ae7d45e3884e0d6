internal import CMPI
import Work

/// Open MPI, loaded; its functions are called by one thread.
struct MPILibrary: @unchecked Sendable {
    let table: avts_mpi_t

    /// - Throws: ``RankError/library(_:)`` where it is not there.
    init() throws(RankError) {
        var table = avts_mpi_t()
        guard avts_mpi_load(&table) != 0 else {
            throw .library(
                "this process was started by mpirun or srun, and libmpi.so.40, by which it would find the others, is not there: "
                    + "apt-get install openmpi-bin on every host, or start avts-nb without mpirun")
        }
        self.table = table
    }

    /// - Throws: ``RankError/library(_:)`` with the library's own words for what is no success.
    func check(_ code: Int32, _ what: String) throws(RankError) {
        guard code != 0 else { return }
        var text = [CChar](repeating: 0, count: 512)
        var length: Int32 = 0
        _ = table.error_string(code, &text, &length)
        let words = String(decoding: text.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        // Messages of an exchange that are of other sizes than they should be.
        if words.contains("MPI_ERR_TRUNCATE") { throw .mismatch(what: "what ranks exchange does not belong together") }
        throw .library("Open MPI: \(what): \(words)")
    }

    /// Such as "Open MPI v4.1.4".
    static var version: String? {
        guard let library = try? MPILibrary() else { return nil }
        var text = [CChar](repeating: 0, count: 4096)
        var length: Int32 = 0
        guard library.table.get_library_version(&text, &length) == 0 else { return nil }
        let words = String(decoding: text.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return String(words.prefix { $0 != "," })
    }
}
