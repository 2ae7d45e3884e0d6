import Foundation
import Notebook

/// Who has the word: the runner on its thread, or the code of a cell on the main one.
final class CellTurns: @unchecked Sendable {
    enum Request {
        case truth(cell: String)
        case run(cell: String)
    }

    private let condition = NSCondition()
    private var request: Request?
    private var answer: Result<Bool, any Error>?
    private var isRunning = false

    // MARK: - The runner's side

    /// Asks the main thread for something and waits for the answer.
    func ask(_ request: Request) throws -> Bool {
        try condition.withLock { () -> Result<Bool, any Error> in
            self.request = request
            answer = nil
            condition.broadcast()
            while true {
                if let answer { return answer }
                condition.wait()
            }
        }.get()
    }

    // MARK: - The main thread's side

    /// Waits until the runner wants the cell, telling its condition when asked; false when it is not wanted.
    func await(_ truth: () throws -> Bool) rethrows -> Bool {
        while true {
            switch next() {
            case .truth:
                do {
                    let holds = try truth()
                    reply(.success(holds))
                    if !holds { return false }
                } catch {
                    reply(.failure(error))
                    throw error
                }
            case .run:
                condition.withLock { isRunning = true }
                return true
            }
        }
    }

    /// The cell that runs has come to its end.
    func finish() {
        let was = condition.withLock {
            defer { isRunning = false }
            return isRunning
        }
        if was { reply(.success(true)) }
    }

    /// The cell that runs has failed; the runner will end the program.
    func fail(_ error: any Error) -> Never {
        reply(.failure(error))
        while true { sleep(1000) }
    }

    private func next() -> Request {
        condition.withLock {
            while request == nil { condition.wait() }
            defer { request = nil }
            return request!
        }
    }

    private func reply(_ result: Result<Bool, any Error>) {
        condition.withLock {
            answer = result
            condition.broadcast()
        }
    }
}
