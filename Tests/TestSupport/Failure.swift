import Foundation
import Work

/// The error that ends `body` as a broken rule ends a cell, its thread unwound by nobody; nil where it returns.
///
///     XCTAssertTrue(failure(of: { _ = Tensor.zeros([2]) + Tensor.zeros([3]) }) is ShapeError)
package func failure(of body: @escaping () -> Void) -> (any Error)? {
    let run = Run(body)
    var (attributes, thread) = (pthread_attr_t(), pthread_t())
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 8 << 20)
    let code = pthread_create(
        &thread, &attributes,
        { pointer in
            let run = Unmanaged<Run>.fromOpaque(pointer!).takeUnretainedValue()
            Failing.$handler.withValue(
                .init { error in
                    run.error = error
                    pthread_exit(nil)
                }, operation: run.body)
            return nil
        }, Unmanaged.passUnretained(run).toOpaque())
    precondition(code == 0, "the system gave no thread")
    pthread_join(thread, nil)
    pthread_attr_destroy(&attributes)
    return run.error
}

private final class Run: @unchecked Sendable {
    let body: () -> Void
    var error: (any Error)?
    init(_ body: @escaping () -> Void) { self.body = body }
}
