import CellCompiler
import Foundation
import XCTest

/// What an installed program looks at: the processor's level, and what files ask the loader for.
final class InstalledTests: XCTestCase {
    private func flags(_ text: String) -> Set<Substring> { Set(text.split(separator: " ")) }

    func testLevelsOfProcessors() {
        let v2 = "fpu sse sse2 cx16 lahf_lm popcnt sse4_1 sse4_2 ssse3"
        let v3 = v2 + " abm avx avx2 bmi1 bmi2 f16c fma movbe xsave"
        let v4 = v3 + " avx512f avx512bw avx512cd avx512dq avx512vl"
        XCTAssertEqual(ProcessorLevel.levels(of: flags(v2)), [.v2])
        XCTAssertEqual(ProcessorLevel.levels(of: flags(v3)), [.v3, .v2])
        XCTAssertEqual(ProcessorLevel.levels(of: flags(v4)), [.v4, .v3, .v2])
        XCTAssertEqual(ProcessorLevel.levels(of: flags(v4.replacing(" fma", with: ""))), [.v2], "a level has those below it")
        XCTAssertEqual(ProcessorLevel.levels(of: flags("fpu sse2")), [])
        XCTAssertEqual(ProcessorLevel.levels(of: []), [])
    }

    /// The dynamic loader itself says which levels it takes here.
    func testTheLevelIsTheLoaders() throws {
        let loader = "/lib64/ld-linux-x86-64.so.2"
        try XCTSkipUnless(FileManager.default.isExecutableFile(atPath: loader), "another loader")
        let process = Process(), pipe = Pipe()
        (process.executableURL, process.arguments) = (URL(fileURLWithPath: loader), ["--help"])
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let taken = ProcessorLevel.allCases.filter { text.contains("\($0.rawValue) (supported, searched)") }
        XCTAssertEqual(ProcessorLevel.here, taken.reversed())
    }

    func testWhatAFileNeeds() throws {
        let library = try LibraryLocation.find()
        let needed = try XCTUnwrap(SharedObject(library.library)?.needed)
        XCTAssertTrue(
            needed.contains("libswiftCore.so") && needed.contains("libopenblas.so.0") && needed.contains("libc.so.6"), "\(needed)"
        )
        XCTAssertNil(SharedObject(#filePath))
        XCTAssertNil(SharedObject("/dev/null"))
        // Cut off anywhere it is refused or read, and nothing traps.
        let whole = try Data(contentsOf: URL(fileURLWithPath: "/bin/true"))
        let path = NSTemporaryDirectory() + "avts-nb-elf-\(UUID().uuidString)"
        defer { unlink(path) }
        for length in stride(from: 0, to: min(whole.count, 8000), by: 97) {
            try whole.prefix(length).write(to: URL(fileURLWithPath: path))
            _ = SharedObject(path)
        }
        var broken = whole
        for place in 0..<64 {
            broken[place] = 0xff
            try broken.write(to: URL(fileURLWithPath: path))
            _ = SharedObject(path)
            broken[place] = whole[place]
        }
    }
}
