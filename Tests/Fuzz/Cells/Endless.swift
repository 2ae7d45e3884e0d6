import CellCompiler
import Foundation
import Session
import Synchronization
import Work

/// Cells that never end by themselves, interrupted at a moment of chance: each must answer soon.
struct Endless {
    /// Each says that it has begun before it goes on for ever.
    private static let cells = [
        "while true {}", "var i = 0\nwhile true { i &+= 1 }",
        "var xs: [Int] = []\nwhile true { xs.append(1); if xs.count > 1000 { xs = [] } }",
        "sleep(1000)", "Thread.sleep(forTimeInterval: 1000)", "while true { usleep(100) }",
        "var t = Tensor.ones([64, 64])\nwhile true { t = matmul(t, t) * 0.01 }",
        "_ = matmul(Tensor.ones([3000, 40_000]), Tensor.ones([40_000, 3000]))\nwhile true {}",
        "func f(_ n: Int) -> Int { n < 2 ? n : f(n - 1) &+ f(n - 2) }\n_ = f(90)",
        "var s = \"\"\nwhile true { s += \"é\"; if s.utf8.count > 10_000 { s = \"\" } }",
        "while true { print(1) }", "while true { do { try Work.poll() } catch {} }",
        "while true { _ = [3, 1, 2].sorted { $0 < $1 } }",
        "DispatchSemaphore(value: 0).wait()", "let lock = NSLock()\nlock.lock()\nlock.lock()", "_ = readLine()\nwhile true {}",
        "while true { autoreleasepoolLike() }\nfunc autoreleasepoolLike() { _ = Array(repeating: \"x\", count: 100).joined() }",
    ]

    /// Seconds within which an interrupt is to be answered.
    private static let patience = 2.0

    /// Runs one of the cells in a session, interrupts it, and gives the cell and what was wrong, if anything was.
    static func interrupt(_ session: CellSession, _ random: inout Chance, number: Int) throws -> (cell: String, problem: String)?
    {
        let cell = "print(\"begun\")\n" + random.element(of: cells)
        let delay = Double(random.below(400)) / 1000
        let interrupted = Mutex<Date?>(nil)
        let hear = session.onEvent
        defer { session.onEvent = hear }
        nonisolated(unsafe) var hasBegun = false
        session.onEvent = { event in
            guard case .output = event, !hasBegun else { return }
            hasBegun = true
            Thread.detachNewThread {
                usleep(UInt32(delay * 1_000_000))
                interrupted.withLock { $0 = Date() }
                session.interrupt()
            }
        }
        do {
            try session.evaluate(CellText(cell, id: "e\(number)", file: "e\(number)"), limit: 30)
            return (cell, "an endless cell ended")
        } catch let error as CellError {
            let seconds = interrupted.withLock { $0 }.map { Date().timeIntervalSince($0) } ?? 0
            if error.kind != .interrupted { return (cell, "an interrupted cell ended with \(error.name): \(error.message)") }
            return seconds > patience ? (cell, "an interrupt was answered after \(String(format: "%.1f", seconds)) s") : nil
        }
    }
}
