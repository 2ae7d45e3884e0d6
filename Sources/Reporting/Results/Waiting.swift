import Dispatch
import Synchronization
import Work

/// Waits for work that is asynchronous, and gives its result: for a cell that wants to go on with it.
///
///     let page = try wait { try await server.answer() }
/// - Throws: what `body` throws, or why the running work should stop; then the task is cancelled.
public func wait<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) throws -> Result {
    let outcome = Outcome<Result>()
    let task = Task {
        do { outcome.set(.success(try await body())) } catch { outcome.set(.failure(error)) }
    }
    while !outcome.waited(milliseconds: 100) {
        do { try Work.poll() } catch {
            task.cancel()
            throw error
        }
    }
    return try outcome.value.get()
}

/// Where a task leaves what it found.
private final class Outcome<Value: Sendable>: Sendable {
    private let found = Mutex<Result<Value, any Error>?>(nil)
    private let ready = DispatchSemaphore(value: 0)

    func set(_ result: Result<Value, any Error>) {
        found.withLock { $0 = result }
        ready.signal()
    }

    func waited(milliseconds: Int) -> Bool { ready.wait(timeout: .now() + .milliseconds(milliseconds)) == .success }

    var value: Result<Value, any Error> { found.withLock { $0! } }
}
