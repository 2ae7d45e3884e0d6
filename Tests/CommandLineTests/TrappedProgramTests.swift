import Foundation
import Notebook
import XCTest

/// A program that traps leaves a record of a run that failed, and what it had made.
final class TrappedProgramTests: FolderTestCase {
    private let notebook = """
        ---
        avtsnb: 1
        params: {kind: index}
        ---
        ```swift {#first}
        print("before")
        plot([1, 2, 3])
        ```
        ```swift {#second}
        import Foundation
        func deeper(_ n: Int) -> Int { n == -1 ? 0 : 1 + deeper(n + 1) + deeper(n - 7) % 2 }
        switch params.kind {
        case "index": print([Int]()[params.kind.count - 5])
        case "overflow": print(Int.max - params.kind.count + 9)
        case "library": print(Tensor.ones([2]) + Tensor.ones([3]))
        case "memory": print(UnsafePointer<Int>(bitPattern: 64)!.pointee)
        case "stack": print(deeper(1))
        case "abort": abort()
        case "thread":
            Thread { print([Int]()[params.kind.count - 6]) }.start()
            sleep(20)
        default: break
        }
        ```
        ```swift {#third}
        print("after")
        ```

        """

    func testEachTrapIsInTheRecord() throws {
        let built = try Binary.run("build", try file("n.avtsnb", notebook), in: folder)
        XCTAssertEqual(built.code, 0, built.errors)
        for kind in ["none", "index", "overflow", "library", "memory", "stack", "abort", "thread"] {
            let program = Process()
            program.executableURL = URL(fileURLWithPath: folder + "/n")
            program.arguments = ["-p", "kind=\(kind)", "--out", "\(kind).out"]
            program.currentDirectoryURL = URL(fileURLWithPath: folder)
            program.standardOutput = FileHandle.nullDevice
            program.standardError = FileHandle.nullDevice
            try program.run()
            program.waitUntilExit()
            let record = try XCTUnwrap(RunRecord(json: Array(XCTUnwrap(contents("\(kind).out/run.json"), kind).utf8)))
            if kind == "none" {
                XCTAssertEqual(record.status, .ok)
                XCTAssertEqual(program.terminationStatus, 0)
                continue
            }
            XCTAssertEqual(program.terminationReason, .exit, kind)
            XCTAssertEqual(program.terminationStatus, 1, kind)
            XCTAssertEqual(record.status, .failed, kind)
            XCTAssertEqual(record.cells.map(\.status), [.ok, .failed, .notRun], kind)
            XCTAssertNotNil(record.cells[0].outputs.last?.image, kind)
            XCTAssertEqual(record.cells[1].error?.name, "RuntimeError", kind)
            XCTAssertTrue(contents("\(kind).out/report.html")?.contains("a cell failed") ?? false, kind)
        }
    }
}
