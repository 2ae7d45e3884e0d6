import Foundation

/// The levels of x86-64 that a library is built for, as compilers and the dynamic loader name them.
package enum ProcessorLevel: String, CaseIterable {
    case v2 = "x86-64-v2"
    case v3 = "x86-64-v3"
    case v4 = "x86-64-v4"

    /// What a processor of the level has beside what those below have, in the kernel's words.
    private var features: [String] {
        switch self {
        case .v2: ["cx16", "lahf_lm", "popcnt", "sse4_1", "sse4_2", "ssse3"]
        case .v3: ["abm", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "xsave"]
        case .v4: ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
        }
    }

    /// The levels that a processor has, the highest first.
    ///
    /// - Parameter flags: of `/proc/cpuinfo`.
    package static func levels(of flags: Set<Substring>) -> [ProcessorLevel] {
        Array(allCases.prefix { flags.isSuperset(of: $0.features.map { $0[...] }) }.reversed())
    }

    /// Those of this machine's processor; none on one of another kind.
    package static let here: [ProcessorLevel] = {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("flags") }
        return levels(of: Set(line?.split(separator: " ") ?? []))
    }()
}
