import Files
import Foundation
import Jupyter
import Notebook
import SessionProtocol
import Terminal

/// Looks at what avts-nb needs of a machine.
struct Doctor {
    struct Finding {
        let subject: String
        let value: String
        /// How to get what is missing; nil when nothing is.
        var remedy: String?
    }

    let engine: Engine

    func findings() throws -> [Finding] {
        let session = try engine.makeSession(within: SandboxRules())
        let facts = try session.processFacts()
        let mapped = LibraryVersions.files(of: facts.processID) + LibraryVersions.files(of: getpid())
        // Until its memory has been read.
        withExtendedLifetime(session) {}
        let wanted = [
            ("OpenBLAS", "libopenblas", "libopenblas-dev"), ("FFTW", "libfftw3f", "libfftw3-dev"),
            ("FFmpeg formats", "libavformat", "libavformat-dev"), ("FFmpeg codecs", "libavcodec", "libavcodec-dev"),
            ("FFmpeg scaling", "libswscale", "libswscale-dev"), ("FFmpeg resampling", "libswresample", "libswresample-dev"),
            ("Cairo", "libcairo", "libcairo2-dev"), ("libpng", "libpng16", "libpng-dev"), ("zlib", "libz.so", "zlib1g-dev"),
            ("libzip", "libzip", "libzip-dev"),
            ("cmark-gfm", "libcmark-gfm", "libcmark-gfm-dev"), ("OpenSSL", "libcrypto", "libssl-dev"),
            ("readline", "libreadline", "libreadline-dev"),
            ("H.264 encoder", "libx264", "libavcodec-extra"), ("MP3 encoder", "libmp3lame", "libavcodec-extra"),
        ]
        var findings = [Finding(subject: "avts-nb", value: AvtsNB.version)]
        for (subject, name, package) in wanted {
            let path = mapped.first { URL(fileURLWithPath: $0).lastPathComponent.hasPrefix(name) }
            findings.append(
                Finding(
                    subject: subject, value: path ?? "not found", remedy: path == nil ? "apt-get install \(package)" : nil))
        }
        // Only a kernel needs it, which most never begin.
        findings.append(
            Finding(
                subject: "ZeroMQ",
                value: ZeroMQ.version.map { "libzmq \($0), for Jupyter" }
                    ?? "not found; `avts-nb kernel` alone needs it: \(ZeroMQ.remedy)"))
        // Only a training on several processes needs it.
        let launcher = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/mpirun" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        findings.append(
            Finding(
                subject: "Open MPI",
                value: launcher.map { "\($0), for several processes" }
                    ?? "not found; `mpirun -np 4 avts-nb run` alone needs it: apt-get install openmpi-bin"))
        let toolchain = session.compiler.toolchain
        findings.append(Finding(subject: "Swift", value: toolchain.root))
        // Its folder tells the level of processor that it is for, where there are several.
        findings.append(Finding(subject: "library", value: session.compiler.library.library))
        // Only editors need it.
        findings.append(
            Finding(
                subject: "sourcekit-lsp",
                value: FileManager.default.isExecutableFile(atPath: toolchain.languageServer)
                    ? "\(toolchain.languageServer), for editors"
                    : "not found; `avts-nb lsp` completes and explains nothing without it: install the whole toolchain (swift.org/install)"
            ))
        findings.append(
            Finding(subject: "sandbox", value: session.sandboxNotice ?? "the kernel's Landlock, and a filter for the network"))
        findings.append(Finding(subject: "processor", value: Provenance.cpuName()))
        findings.append(Finding(subject: "threads", value: "\(facts.threads)"))
        if let kernel = facts.matrixKernel { findings.append(Finding(subject: "matrix kernel", value: kernel)) }
        findings.append(Finding(subject: "convolution", value: facts.convolution))
        findings.append(
            Finding(
                subject: "pager",
                value: Pager().map { "\($0.command), \($0.source)" } ?? "none: what exceeds the screen is printed"))
        findings.append(Finding(subject: "pictures", value: TerminalPictures().summary))
        findings.append(fonts())
        findings.append(cache())
        return findings
    }

    private func fonts() -> Finding {
        let folders =
            [
                "/usr/share/fonts", "/usr/local/share/fonts",
            ] + Home.fontFolders
        for folder in folders {
            guard let walk = FileManager.default.enumerator(atPath: folder) else { continue }
            for case let name as String in walk
            where [".ttf", ".otf", ".ttc"].contains(where: { name.lowercased().hasSuffix($0) }) {
                return Finding(subject: "fonts", value: folder + "/" + name)
            }
        }
        return Finding(
            subject: "fonts", value: "none found: plots would have no words", remedy: "apt-get install fonts-dejavu-core")
    }

    private func cache() -> Finding {
        let folder = Home.data
        let remedy = "set AVTS_DATA to a folder that can be written"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let probe = folder + "/.probe-\(getpid())"
            try AtomicFile.write([0], to: probe)
            unlink(probe)
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: folder)
            let free = ((attributes[.systemFreeSize] as? NSNumber)?.doubleValue ?? 0) / 1e9
            let value = "\(folder), \(Int(free)) GB free"
            return Finding(subject: "cache", value: value, remedy: free < 2 ? "the cache wants 2 GB; \(remedy)" : nil)
        } catch {
            return Finding(subject: "cache", value: "cannot write \(folder)", remedy: remedy)
        }
    }
}
