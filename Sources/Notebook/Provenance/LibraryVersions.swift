import Foundation

/// Which libraries a process has loaded, by the names of their files, which carry their versions.
public enum LibraryVersions {
    /// The files that a process has loaded.
    public static func files(of process: Int32) -> [String] {
        // The kernel hands this file out a page at a time, which is more than one read.
        let bytes = (try? FileHandle(forReadingAtPath: "/proc/\(process)/maps")?.readToEnd()) ?? Data()
        var paths: [String] = []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let slash = line.firstIndex(of: "/") else { continue }
            let path = String(line[slash...])
            if paths.last != path, !paths.contains(path) { paths.append(path) }
        }
        return paths
    }

    /// The libraries that the numbers, pictures and sounds of a run come from, and their versions.
    static func of(_ process: Int32) -> [String: String] {
        var versions: [String: String] = [:]
        for path in files(of: process) {
            let name = URL(fileURLWithPath: path).lastPathComponent
            guard let subject = wanted.first(where: { name.hasPrefix($0) }), let version = version(in: name) else { continue }
            versions[subject] = version
        }
        // The runtime of this process and that of the cells are one.
        let swift = _SwiftStdlibVersion.current._value
        versions["swift"] = "\(swift >> 16).\(swift >> 8 & 0xFF).\(swift & 0xFF)"
        return versions
    }

    private static let wanted = [
        "libopenblas", "libdnnl", "libfftw3f", "libavformat", "libavcodec", "libavutil", "libswscale", "libswresample",
        "libcairo", "libpng16", "libx264", "libmp3lame", "libgomp",
    ]

    /// `libavcodec.so.59.37.100` is 59.37.100, `libopenblasp-r0.3.21.so` is 0.3.21.
    static func version(in name: String) -> String? {
        guard let ending = name.range(of: ".so") else { return nil }
        let after = name[ending.upperBound...].drop { $0 == "." }
        let before = name[..<ending.lowerBound].split(separator: "-").dropFirst().last.map { $0.drop { !$0.isNumber } } ?? ""
        let version = before.contains(".") ? before : after
        return version.first?.isNumber == true ? String(version) : nil
    }
}
