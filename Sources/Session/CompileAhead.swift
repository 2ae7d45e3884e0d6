import CellCompiler
import Foundation

/// Compiles cells before their turn, on a thread of its own: what it makes lies in the cache when the session asks for it.
///
/// It only ever saves time. Where a cell fails, or others come than were expected, the session compiles what it needs itself.
final class CompileAhead: @unchecked Sendable {
    private let texts: [CellText]
    private let running = RunningTool()
    private let condition = NSCondition()
    // Under the condition's lock.
    private var done = 0
    private var isOver = false
    private var isStopped = false

    /// - Parameter compiler: as it stands before the first of the cells; it is not changed.
    init(_ texts: [CellText], after compiler: Compiler) throws {
        self.texts = texts
        nonisolated(unsafe) let fork = try compiler.fork(running: running)
        let thread = Thread { [self] in
            for text in texts {
                if condition.withLock({ isStopped }) { break }
                do { _ = try fork.compile(text) } catch { break }
                condition.withLock {
                    done += 1
                    condition.broadcast()
                }
            }
            condition.withLock {
                isOver = true
                condition.broadcast()
            }
        }
        // A parser's calls are as deep as the source.
        thread.stackSize = 64 << 20
        thread.start()
    }

    /// Waits for a cell if it is among those to come; no longer once the work was stopped.
    func wait(for text: CellText) {
        guard let index = texts.firstIndex(of: text) else { return }
        condition.withLock {
            while done <= index, !isOver, !isStopped { condition.wait() }
        }
    }

    /// Ends the work, and the waiting for it; may be called from any thread.
    func stop() {
        condition.withLock {
            isStopped = true
            condition.broadcast()
        }
        running.stop()
    }
}
