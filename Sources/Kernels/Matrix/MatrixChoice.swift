import COpenBLAS
import Glibc

/// Which implementation multiplies matrices: OpenBLAS, or our own tiles where it does not know the CPU.
///
/// OpenBLAS picks a kernel by the CPU's model. A model newer than itself gets the oldest kernel there is (SSE3), several times slower
/// than what the CPU can do; its choice is the machine's to set (`OPENBLAS_CORETYPE`), never ours. `AVTS_MATRIX=blas|tiles` forces one.
package enum MatrixChoice {
    /// The kernel OpenBLAS picked, as it names it: `SkylakeX`, `Haswell`, `Prescott`.
    package static let core = openblas_get_corename().map { String(cString: $0) } ?? "unknown"

    /// Whether products run in our own tiles.
    package static let usesTiles: Bool = {
        switch getenv("AVTS_MATRIX").map({ String(cString: $0) }) ?? "" {
        case "blas": return false
        case "tiles": return true
        case "", "auto": return kernelsWithoutAVX.contains(core) && cpuHas("avx2")
        case let other: fatalError("AVTS_MATRIX: found \"\(other)\", expected one of: auto, blas, tiles")
        }
    }()

    /// One line for `doctor`: what runs and why.
    package static var summary: String {
        usesTiles ? "own tiles (OpenBLAS has only its \(core) kernel for this CPU)" : "OpenBLAS \(core)"
    }

    private static let kernelsWithoutAVX: Set<String> = [
        "Prescott", "Katmai", "Coppermine", "Northwood", "Banias", "Core2", "Penryn", "Dunnington", "Nehalem", "Atom", "Nano",
        "Athlon", "Opteron", "Opteron_SSE3", "Barcelona", "Bobcat", "unknown",
    ]

    private static func cpuHas(_ flag: String) -> Bool {
        guard let file = fopen("/proc/cpuinfo", "r") else { return false }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0 {
            if let line, strncmp(line, "flags", 5) == 0 { return strstr(line, " \(flag) ") != nil }
        }
        return false
    }
}
