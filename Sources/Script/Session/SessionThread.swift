import Foundation

/// The thread on which a session's cells run: its stack is large, so that deep recursion ends in an error of the cell.
final class SessionThread: @unchecked Sendable {
    static let stackSize = 1 << 30
    private let condition = NSCondition()
    private var job: (() -> Void)?
    private var started = false
    private var ended = false
    private var worker: Thread?

    /// Runs a body on the thread and waits for it; on the thread itself, runs it at once.
    func run<R>(_ body: @escaping () -> R) -> R {
        if let worker, Thread.current === worker { return body() }
        start()
        nonisolated(unsafe) var result: R?
        let done = DispatchSemaphore(value: 0)
        condition.lock()
        job = {
            result = body()
            done.signal()
        }
        condition.signal()
        condition.unlock()
        done.wait()
        return result!
    }

    private func start() {
        condition.lock()
        defer { condition.unlock() }
        if started { return }
        started = true
        let condition = condition
        let thread = Thread { [weak self] in
            while true {
                condition.lock()
                while self?.job == nil, self?.ended == false { condition.wait() }
                guard let work = self?.job else {
                    condition.unlock()
                    return
                }
                self?.job = nil
                condition.unlock()
                work()
            }
        }
        thread.stackSize = Self.stackSize
        thread.name = "session"
        worker = thread
        thread.start()
    }

    func end() {
        condition.lock()
        ended = true
        condition.signal()
        condition.unlock()
    }
}
