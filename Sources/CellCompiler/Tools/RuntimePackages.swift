import Foundation

/// The packages of the system that hold libraries a program needs.
enum RuntimePackages {
    /// Names of Debian's packages, where the system is such a one and knows; and the libraries of which nobody knows.
    ///
    /// - Parameter libraries: as programs name them, `libcairo.so.2`.
    static func holding(_ libraries: Set<String>) -> (packages: [String], unknown: [String]) {
        // What every system has, or no package could be installed.
        let basic: Set<String> = [
            "libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libpthread.so.0", "libdl.so.2",
            "librt.so.1", "libutil.so.1",
        ]
        var packages: Set<String> = [], unknown: [String] = []
        for library in libraries.subtracting(basic).sorted() {
            let place = folders.map { "\($0)/\(library)" }.first { FileManager.default.fileExists(atPath: $0) }
            // Alternatives are links, which belong to no package.
            let file = place.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
            if let file, let package = package(of: file) { packages.insert(package) } else { unknown.append(library) }
        }
        return (packages.sorted(), unknown)
    }

    private static let folders = [
        "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib",
        "/usr/local/lib",
    ]

    private static func package(of file: String) -> String? {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/dpkg") else { return nil }
        // The package may have it under /lib, which is a link to /usr/lib.
        for path in [file, file.hasPrefix("/usr/") ? String(file.dropFirst(4)) : file] {
            if let outcome = try? Tool(path: "/usr/bin/dpkg").run(["-S", path]), outcome.status == 0,
                let name = outcome.text.split(separator: ":").first
            {
                return String(name)
            }
        }
        return nil
    }
}
