import COpenBLAS
import Glibc
import Work

/// One way to multiply matrices.
package enum MatrixImplementation: String, Sendable, CaseIterable {
    /// OpenBLAS.
    case blas
    /// The direct convolution's tiles: for CPUs that OpenBLAS does not know.
    case tiles
    /// oneDNN's generated kernels, for large products.
    case onednn

    /// Whether it can be used here.
    package var isPresent: Bool { self != .onednn || OneDNN.shared != nil }
}

/// Which implementation multiplies matrices.
///
/// OpenBLAS picks a kernel by the CPU's model. A model newer than itself gets the oldest kernel there is (SSE3), several times slower
/// than what the CPU can do: then our own tiles stand in for it. Its choice is the machine's to set (`OPENBLAS_CORETYPE`), never ours.
/// Products large enough go to oneDNN, which generates code for the CPU it finds. `AVTS_MATRIX=blas|tiles|onednn` forces one.
package enum MatrixChoice {
    /// The kernel OpenBLAS picked, as it names it: `SkylakeX`, `Haswell`, `Prescott`.
    package static let core = openblas_get_corename().map { String(cString: $0) } ?? "unknown"

    /// The implementation of a product of `operations` floating-point operations.
    static func implementation(operations: Double) -> MatrixImplementation {
        if let forced { return forced }
        return operations >= largeOperations && hasOneDNN ? .onednn : small
    }

    /// For products that one thread computes on its own, as a part of something larger.
    static let small: MatrixImplementation =
        forced.flatMap { $0 == .onednn ? nil : $0 } ?? (kernelsWithoutAVX.contains(core) && cpuHas("avx2") ? .tiles : .blas)

    /// Below this oneDNN's start costs more than its kernel saves (`avts-bench gemm`).
    private static let largeOperations = 3e7

    private static let requested = EnvironmentSetting.value("AVTS_MATRIX")

    private static let forced: MatrixImplementation? = {
        if let complaint { Failing.with(complaint) }
        return requested.flatMap(MatrixImplementation.init)
    }()

    /// What is wrong with `AVTS_MATRIX`.
    static var complaint: String? {
        guard let requested, MatrixImplementation(rawValue: requested)?.isPresent != true else { return nil }
        let names = MatrixImplementation.allCases.filter(\.isPresent).map(\.rawValue).joined(separator: ", ")
        return "AVTS_MATRIX: found \"\(requested)\", expected one of: auto, \(names)"
    }

    /// Loads the library: asked only when a product is large.
    private static let hasOneDNN = OneDNN.shared != nil

    /// One line for `doctor`: what runs and why.
    package static var summary: String {
        if let forced { return "\(forced.rawValue) (forced by AVTS_MATRIX)" }
        let own = small == .tiles ? "own tiles (OpenBLAS has only its \(core) kernel for this CPU)" : "OpenBLAS \(core)"
        return OneDNN.shared.map { "\(own); oneDNN \($0.version) for large products" } ?? own
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
