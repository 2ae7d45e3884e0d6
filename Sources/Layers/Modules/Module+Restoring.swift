import Tensors
import Work

extension Module {
    /// Runs `body`; if it throws, running statistics and random streams are as they were before.
    ///
    /// A forward pass changes these two and nothing else, so a step that fails half-way leaves no trace.
    public func restoringOnError<R>(_ body: () throws -> R) throws -> R {
        nonisolated(unsafe) let buffers = namedBuffers().map { ($0.buffer, $0.buffer.value) }
        nonisolated(unsafe) let sources = namedRandomSources().map { ($0.source, $0.source.stream) }
        let restore: @Sendable () -> Void = {
            for (buffer, value) in buffers { buffer.value = value }
            for (source, stream) in sources { source.stream = stream }
        }
        do {
            return try Work.current.undoing(by: restore, body)
        } catch {
            restore()
            throw error
        }
    }
}
