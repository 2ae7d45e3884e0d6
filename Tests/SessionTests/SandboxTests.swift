import Foundation
import SessionProtocol
import XCTest

/// What cells may reach within the sandbox; where this machine's kernel has none, that the session says so and goes on.
final class SandboxTests: XCTestCase {
    private var folder = URL(fileURLWithPath: "/")

    override func setUpWithError() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("avts-sandbox-\(UUID().uuidString)")
        for name in ["notebook", "out", "secret"] {
            let place = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try Data("words".utf8).write(to: place.appendingPathComponent("file.txt"))
        }
    }

    override func tearDown() { try? FileManager.default.removeItem(at: folder) }

    private func cells(network: Bool = false) throws -> Cells {
        let cells = try Cells(
            sandbox: SandboxRules(
                readable: ["notebook"].map { folder.appendingPathComponent($0).path },
                writable: ["out", "made/new"].map { folder.appendingPathComponent($0).path }, allowsNetwork: network))
        try cells.run(
            """
            let root = "\(folder.path)"
            func opens(_ path: String, _ flags: Int32) -> Bool {
                let file = open(path.hasPrefix("/") ? path : root + "/" + path, flags, 0o600)
                defer { close(file) }
                return file >= 0
            }
            """)
        return cells
    }

    func testFiles() throws {
        let cells = try cells()
        guard cells.session.sandboxNotice == nil else {
            XCTAssertTrue(cells.session.sandboxNotice!.contains("kernel"))
            cells.expect("print(opens(\"notebook/file.txt\", O_RDONLY))", "true\n")
            return
        }
        let may = "true\n", mayNot = "false\n"
        for (path, flags, answer) in [
            ("notebook/file.txt", "O_RDONLY", may), ("notebook/file.txt", "O_WRONLY", mayNot),
            ("notebook/new.txt", "O_CREAT | O_WRONLY", mayNot),
            ("out/file.txt", "O_RDWR", may), ("out/new.txt", "O_CREAT | O_WRONLY", may),
            ("made/new/file", "O_CREAT | O_WRONLY", may),
            ("secret/file.txt", "O_RDONLY", mayNot), ("notebook/../secret/file.txt", "O_RDONLY", mayNot),
            ("/root/.bashrc", "O_RDONLY", mayNot), ("/etc/hostname", "O_RDONLY", may), ("/etc/new", "O_CREAT | O_WRONLY", mayNot),
            ("/dev/null", "O_WRONLY", may), ("/proc/self/maps", "O_RDONLY", may), ("/proc/1/environ", "O_RDONLY", mayNot),
        ] { cells.expect("print(opens(\"\(path)\", \(flags)))", answer) }
        cells.expect(
            "let temporary = FileManager.default.temporaryDirectory.appendingPathComponent(\"t\")\ntry Data([1]).write(to: temporary)\nprint(try Data(contentsOf: temporary).count)",
            "1\n")
        cells.expect(
            "symlink(root + \"/secret/file.txt\", root + \"/out/link\")\nprint(opens(\"out/link\", O_RDONLY))", "false\n")
        cells.expect("print(DispatchQueue.global().sync { opens(\"secret/file.txt\", O_RDONLY) })", "false\n")
        cells.expect(
            "let child = Process(), said = Pipe()\nchild.executableURL = URL(fileURLWithPath: \"/bin/cat\")\nchild.arguments = [root + \"/notebook/file.txt\", root + \"/secret/file.txt\"]\nchild.standardOutput = said; child.standardError = FileHandle.nullDevice\ntry child.run(); child.waitUntilExit()\nprint(String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))",
            "words\n")
        // What ends a cell is still told with its place.
        let (error, _) = cells.failure("print(1)\nprint([Int]()[opens(\"x\", 0) ? 1 : 2])")
        XCTAssertEqual(error?.line, 2)
        XCTAssertEqual(error?.message, "Index out of range")
    }

    func testNetwork() throws {
        let socket =
            "let s = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0), d = socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0)\nprint(s >= 0, d >= 0, errno == EACCES, socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) >= 0)"
        let closed = try cells()
        if closed.session.sandboxNotice == nil { closed.expect(socket, "false false true true\n") }
        let open = try cells(network: true)
        XCTAssertTrue(try open.run("print(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0)") == "true\n")
    }

    func testTheSandboxIsBuiltAgainForANewProcess() throws {
        let cells = try cells()
        guard cells.session.sandboxNotice == nil else { return }
        _ = cells.failure("_exit(1)")
        cells.expect("print(open(\"\(folder.path)/secret/file.txt\", O_RDONLY))", "-1\n")
    }

    func testWithoutASandboxAllIsOpen() throws {
        do {
            let cells = try Cells()
            XCTAssertNil(cells.session.sandboxNotice)
            cells.expect("print(open(\"\(folder.path)/secret/file.txt\", O_RDONLY) >= 0)", "true\n")
        }
    }
}
