// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Whether SwiftPM has fetched this package as a program's dependency. It reads the manifest out of the repository first, at the root of no
/// file system, and then from a checkout beside the folder of repositories; a registry's packages lie in a folder of downloads.
let isFetched: Bool = {
    let folder = Context.packageDirectory
    let parts = folder.split(separator: "/")
    let scratch = "/" + parts.dropLast(2).joined(separator: "/")
    let isCheckout = parts.dropLast().last == "checkouts" && FileManager.default.fileExists(atPath: "\(scratch)/repositories")
    return folder == "/" || isCheckout || folder.contains("/registry/downloads/")
}()

// One set of flags for running, testing and benchmarking. The numeric rooms are compiled for the CPU they
// are built on; AVTS_MARCH=x86-64-v3 (or any name clang knows) makes a build that runs elsewhere too.
// What is fetched gets no unsafe flag: a program asks for them itself (Documentation/Packages.md).
let march = ProcessInfo.processInfo.environment["AVTS_MARCH"] ?? "native"

/// The toolchain's own folder of libraries: the compiler's parser lies there, compiled, and is the version that the compiler reads by.
let toolchain: String = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let compiler = folders.map { "\($0)/swiftc" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/usr/bin/swiftc"
    return URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent().path
}()
let parser = "\(toolchain)/lib/swift/host"
let parserLibraries: [LinkerSetting] = [
    .unsafeFlags([
        "-L\(parser)", "-lSwiftSyntax", "-lSwiftParser", "-lSwiftOperators", "-lSwiftParserDiagnostics", "-lSwiftDiagnostics",
        "-Xlinker", "-rpath", "-Xlinker", parser,
    ])
]

let house: [SwiftSetting] =
    [.swiftLanguageMode(.v6)] + (isFetched ? [] : [.treatAllWarnings(as: .error), .unsafeFlags(["-I\(parser)"])])
// Without errno a square root is an instruction and not a call, and the loop around it becomes vectors.
let numeric: [SwiftSetting] =
    house + (isFetched ? [] : [.unsafeFlags(["-Xcc", "-march=\(march)", "-Xcc", "-fno-math-errno"])])

/// A C library behind a module map: `Sources/<name>/module.modulemap`.
/// (readline's own pkg-config file carries macros that SwiftPM refuses: its map names the library instead.)
func door(_ name: String, _ pkgConfig: String?, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A room of the house: `Sources/<name>`, and what it may import (Documentation/Architecture.md).
func room(
    _ name: String, _ below: [Target.Dependency], flags: [SwiftSetting] = house, resources: [Resource] = [],
    libraries: [LinkerSetting] = []
) -> Target {
    .target(
        name: name, dependencies: below, exclude: ["README.md"], resources: resources, swiftSettings: flags,
        linkerSettings: libraries)
}

/// Tests mirror the rooms; the language wing is tested without one tensor in sight.
func tests(_ room: String, _ more: [Target.Dependency] = ["TestSupport", "Tensors"], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(room)Tests", dependencies: [.target(name: room)] + more, exclude: exclude, swiftSettings: house)
}

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

/// The rooms of the library's product.
let kit = ["AVTSKit", "SessionHost", "Program", "ProgramRuntime"]
let yams = Package.Dependency.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")

let package = Package(
    name: "avts-nb",
    products: [
        .executable(name: "avts-nb", targets: ["avts-nb"]),
        .executable(name: "avts-nb-session", targets: ["avts-nb-session"]),
        .executable(name: "avts-bench", targets: ["avts-bench"]),
        .executable(name: "avts-fuzz", targets: ["avts-fuzz"]),
        // Dynamic: cells and the process that runs them share one copy of every type.
        .library(name: "AVTSKit", type: .dynamic, targets: kit),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        yams,
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.0"),
    ],
    targets: [
        // Doors to C.
        .systemLibrary(name: "CLanes"),  // a header of our own: what the compiler for C makes of a register
        door("COpenBLAS", "openblas", apt: "libopenblas-dev"),
        door("COneDNN", nil, apt: "libdnnl-dev"),  // loaded when first used, not linked
        door("CFFTW", "fftw3f", apt: "libfftw3-dev"),
        door("CFFmpeg", "libavformat libavcodec libavutil libswscale libswresample", apt: "libavformat-dev"),
        door("CReadline", nil, apt: "libreadline-dev"),
        door("CPNG", "libpng", apt: "libpng-dev"),
        door("CWidth", nil, apt: "libc6-dev"),
        door("CZlib", "zlib", apt: "zlib1g-dev"),
        door("CZip", "libzip", apt: "libzip-dev"),
        door("CCairo", "cairo", apt: "libcairo2-dev"),
        door("CZeroMQ", nil, apt: "libzmq3-dev"),  // loaded when a kernel begins, not linked
        door("CMPI", nil, apt: "libopenmpi-dev"),  // loaded by a process of several, not linked
        door("CCrypto", "libcrypto", apt: "libssl-dev"),
        door("CMarkdown", "libcmark-gfm", apt: "libcmark-gfm-dev libcmark-gfm-extensions-dev"),

        // Ground.
        room("Files", ["CCrypto"]),
        room("Work", []),

        // Learning wing.
        room("Kernels", ["COpenBLAS", "COneDNN", "CLanes", "Work"], flags: numeric),
        room("Tensors", ["CZip", "Kernels", "Files", "Work"], flags: numeric),
        room("Tables", ["Tensors", "Files", "Work"]),
        room("Ranks", ["CMPI", "Tensors", "Work"], flags: numeric),
        room("Layers", ["Ranks", "Tensors", "Files", "Work"], flags: numeric),
        room("Optimizers", ["Layers", "Tensors", "Work"], flags: numeric),
        room("Signals", ["CFFTW", "Tensors", "Work"], flags: numeric),
        room("Media", ["CFFmpeg", "Tensors", "Files", "Work"], flags: numeric),
        room("Plotting", ["CCairo", "CPNG", "CZlib", "Files", "Work"]),
        room("Datasets", ["Media", "Signals", "Ranks", "Tables", "Tensors", "Files", "Work"], flags: numeric),
        room("Training", ["Layers", "Optimizers", "Ranks", "Tensors", "Files", "Work"], flags: numeric),
        room(
            "AVTS",
            ["Training", "Datasets", "Media", "Signals", "Layers", "Optimizers", "Ranks", "Tensors", "Files", "Work"],
            flags: numeric),

        // The library: what cells and programs import.
        room(
            "Reporting",
            [
                "Work", "Files", "Plotting", "AVTS", "Training", "Datasets", "Media", "Signals", "Layers", "Optimizers", "Tables",
                "Tensors",
            ]),
        room(
            "AVTSKit",
            [
                "Work", "Reporting", "Plotting", "AVTS", "Training", "Datasets", "Media", "Signals", "Layers", "Optimizers",
                "Ranks", "Tables", "Tensors",
            ]),

        // Between a front end and the process that runs cells.
        room("SessionProtocol", ["Work"]),
        room("SessionHost", ["SessionProtocol", "Work", "Files", "Reporting", "Ranks", "Tensors", "Kernels"]),
        // Its own functions stand in the way of the C library's, for all libraries that it loads.
        .executableTarget(
            name: "avts-nb-session", exclude: ["README.md"], swiftSettings: house,
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]),

        // Language wing.
        room("CellCompiler", ["Files"], libraries: parserLibraries),
        room("CellAssistant", ["CellCompiler", "Files"], libraries: parserLibraries),
        room("Session", ["CellCompiler", "SessionProtocol", "Work", "Files"]),
        // Resources is a link to assets/report: what the binary needs of it is compiled in.
        room(
            "Notebook", ["CMarkdown", "CPNG", "Work", "Files", .product(name: "Yams", package: "Yams")],
            resources: [.embedInCode("Resources")]),
        room("NotebookSession", ["Notebook", "Session", "SessionProtocol", "CellCompiler", "Work"]),
        room("Terminal", ["Notebook", "Work", "CWidth"]),
        room("Program", []),
        room("ProgramRuntime", ["Program", "Notebook", "Terminal", "Work"]),
        room(
            "Jupyter",
            [
                "CellAssistant", "CellCompiler", "Session", "Notebook", "Terminal", "Work", "Files", "CZeroMQ",
            ]),
        room(
            "LanguageServer",
            [
                "CellAssistant", "CellCompiler", "Session", "Notebook", "NotebookSession", "Terminal", "Work", "Files",
            ]),
        room(
            "Watching",
            [
                "Notebook", "Files", "Work", .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ]),
        room("REPL", ["Terminal", "Session", "SessionProtocol", "CellCompiler", "Work", "Files", "CReadline"]),

        // Where the wings meet: in the process that runs cells.
        .executableTarget(
            name: "avts-nb",
            dependencies: [
                "Files", "Work", "CellCompiler", "CellAssistant", "Session", "SessionProtocol", "Notebook", "NotebookSession",
                "Terminal", "REPL", "Jupyter", "LanguageServer", "Watching", "avts-nb-session", arguments,
            ],
            exclude: ["README.md"], swiftSettings: house),
        .executableTarget(
            name: "avts-bench",
            dependencies: [
                "AVTS", "Training", "Datasets", "Signals", "Layers", "Optimizers", "Ranks", "Tensors", "Kernels", "Media",
                "Session", "CellCompiler", "Work", arguments,
            ], exclude: ["README.md"], swiftSettings: numeric),

        // Tests mirror the rooms.
        .target(name: "TestSupport", dependencies: ["Tensors", "Work"], path: "Tests/TestSupport", swiftSettings: house),
        tests("Files", ["TestSupport"]),
        tests("Kernels", ["TestSupport", "Work"]),
        tests("Tensors", ["TestSupport", "Kernels", "Work"]),
        tests("Tables"),
        tests("Layers", ["TestSupport", "Tensors", "Kernels", "Work"]),
        // Processes that mpirun starts: the library's own, and the command's.
        .executableTarget(
            name: "avts-ranks-probe",
            dependencies: ["Training", "Optimizers", "Layers", "Ranks", "Tensors", "Work"], path: "Tests/RanksProbe",
            swiftSettings: house),
        tests("Ranks", ["TestSupport", "Work", "Layers", "Tensors", "avts-nb", "avts-nb-session", "avts-ranks-probe"]),
        tests("Optimizers", ["TestSupport", "Layers", "Tensors"]),
        tests("Signals"),
        tests("Media"),
        tests("Plotting", ["TestSupport"]),
        tests("Datasets", ["TestSupport", "Media", "Signals", "Tensors"]),
        tests("Training", ["TestSupport", "Layers", "Optimizers", "Tensors", "Kernels", "Files"]),
        tests("AVTS", ["TestSupport", "Training", "Datasets", "Media", "Layers", "Optimizers", "Tensors"]),
        tests(
            "Reporting",
            [
                "TestSupport", "Work", "Plotting", "AVTS", "Training", "Datasets", "Media", "Signals", "Layers", "Optimizers",
                "Tables", "Tensors",
            ]),
        .target(
            name: "CellSupport", dependencies: ["Session", "CellCompiler", "Work"], path: "Tests/CellSupport",
            swiftSettings: house),
        tests("CellCompiler", []),
        tests("CellAssistant", ["CellCompiler"]),
        // Runs cells for real: in `avts-nb-session`, with `libAVTSKit.so` beside it, both products of the same build.
        tests("Session", ["CellCompiler", "SessionProtocol", "Work", "avts-nb-session"]),
        tests("Notebook", ["NotebookSession", "Session", "Work", "Files", "CellSupport"]),
        tests("REPL", ["Terminal"]),
        // The kernel is the command's own, started as Jupyter does.
        tests("Jupyter", ["Notebook", "Files", "avts-nb", "avts-nb-session"], exclude: ["Python"]),
        // The server is the command's own, started as editors do; behind it is the toolchain's sourcekit-lsp.
        tests("LanguageServer", ["Notebook", "avts-nb", "avts-nb-session"]),
        // Odd operands for the library, mutated cells for the session.
        .executableTarget(
            name: "avts-fuzz",
            dependencies: [
                "CellCompiler", "Session", "SessionProtocol", "Notebook", "Work", "avts-nb-session", "Training", "Datasets",
                "Media", "Optimizers", "Layers", "Tables", "Tensors", "Plotting", "Files", "AVTS", arguments,
            ],
            path: "Tests/Fuzz", swiftSettings: house),
        .testTarget(
            name: "CellTests", dependencies: ["CellSupport", "TestSupport", "Session", "Work", "avts-nb-session"],
            exclude: ["Conformance"],
            swiftSettings: house),
        .testTarget(
            name: "CommandLineTests", dependencies: ["avts-nb", "TestSupport", "CellCompiler", "Media", "Notebook"],
            swiftSettings: house),
    ]
)

// What is fetched is the library: its product, and what that reaches. The language wing is this repository's own business.
if isFetched {
    package.products = package.products.filter { $0.name == "AVTSKit" }
    var reached: Set<String> = []
    func reach(_ name: String) {
        guard let target = package.targets.first(where: { $0.name == name }), reached.insert(name).inserted else { return }
        for dependency in target.dependencies {
            switch dependency {
            case .byNameItem(let name, _), .targetItem(let name, _): reach(name)
            default: break
            }
        }
    }
    kit.forEach(reach)
    package.targets = package.targets.filter { reached.contains($0.name) }
    package.dependencies = [yams]
}
