import XCTest
import CellCompiler
import Session
import SessionProtocol
final class ZMeasure: XCTestCase {
    func time(_ body: () throws -> Void) rethrows -> Double { let t = ContinuousClock.now; try body(); return (ContinuousClock.now - t) / .milliseconds(1) }
    func testMany() throws {
        guard ProcessInfo.processInfo.environment["MANY"] != nil else { return }
        let cells = try Cells()
        let nonce = Int.random(in: 0..<1_000_000)
        var times: [Double] = []
        for i in 0..<500 {
            let source = switch i % 5 {
            case 0: "var v\(i) = [\(nonce), \(i)]"
            case 1: "v\(i - 1).append(3)\nprint(v\(i - 1))"
            case 2: "func f\(i)(_ n: Int) -> Int { n + v\(i - 2)[0] }"
            case 3: "struct S\(i) { var x = \(nonce) }\nprint(S\(i)().x)"
            default: "f\(i - 2)(\(nonce)) + 1"
            }
            times.append(try time { try cells.run(source) })
        }
        func mean(_ r: Range<Int>) -> Double { let s = times[r].sorted(); return s[s.count / 2] }
        for start in stride(from: 0, to: 500, by: 50) { print("entries", start, "median ms", mean(start..<start + 50)) }
        print("entries 5..15", mean(5..<15), "490..500", mean(490..<500))
        let again = try Cells()
        _ = again
    }
    func testEnds() throws {
        guard ProcessInfo.processInfo.environment["ENDS"] != nil else { return }
        let cells = try Cells()
        try cells.run("func count() -> Int { try! FileManager.default.contentsOfDirectory(atPath: \"/proc/self/task\").count }\nfunc memory() -> String { let w = try! String(contentsOfFile: \"/proc/self/statm\", encoding: .utf8).split(separator: \" \"); return \"virtual \\(Int(w[0])! / 256) MB resident \\(Int(w[1])! / 256) MB\" }\nvar list = Array(0..<1000)\nfunc deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) &+ [n, n].count }")
        print("before", try cells.run("print(count(), memory())"))
        for (name, source) in [("trap", "list.append(1); print(list[100_000 + count()])"), ("overflow", "print(deep(0))"), ("exit", "exit(3)")] {
            let t = time { for _ in 0..<66 { _ = cells.failure(source) } }
            print(name, "ms each incl. compile", t / 66, try cells.run("print(count(), memory(), list.count)"))
        }
    }
}
extension ZMeasure {
    func testLatency() throws {
        guard ProcessInfo.processInfo.environment["LAT"] != nil else { return }
        let cells = try Cells()
        for source in ["var n = 0\nwhile true { n &+= 1 }", "sleep(100)", "DispatchSemaphore(value: 0).wait()", "while true { print(1) }", "while true { Swift.print(1) }", "var s: [String] = []\nwhile true { s = \"a b c d\".split(separator: \" \").map(String.init) }", "let k = NSLock(); k.lock(); k.lock()", "let m = Tensor.zeros([3000, 3000])\nvar k2 = m\nwhile true { k2 = k2.matmul(m) }"] {
            var worst: [Double] = []
            for round in 0..<4 {
                var total = 0.0
                total = time { _ = cells.failure("print(\"ready\")\n" + source, interrupted: 0.1) }
                if round > 0 || true { worst.append(total) }
            }
            print("latency", source.suffix(40).replacing("\n", with: ";"), worst.map { Int($0) })
        }
    }
}
import Work
extension ZMeasure {
    func testPrintLatency() throws {
        guard ProcessInfo.processInfo.environment["LAT2"] != nil else { return }
        let library = try LibraryLocation.find()
        let compiler = try Compiler(toolchain: .find(), library: library)
        nonisolated(unsafe) var bytes = 0, began = ContinuousClock.now, asked = ContinuousClock.now, events = 0
        let session = try CellSession(compiler: compiler) { e in if case .output(let t) = e { if bytes == 0 { began = .now }; bytes += t.utf8.count; events += 1 } }
        for source in ["while true { print(1) }", "while true { Swift.print(1) }"] { for _ in 0..<6 {
            bytes = 0; events = 0
            Thread { while bytes == 0 { usleep(1000) }; usleep(100_000); asked = .now; session.interrupt() }.start()
            do { try session.evaluate(CellText(source, id: "a", file: "n")) } catch let e as CellError { print("lat2", source, e.name, "asked after", asked - began, "ended after", ContinuousClock.now - asked, bytes, events, e.remedy ?? "") }
        } }
    }
}
