import Glibc

/// In place of libdispatch's own function, which Swift's runtime calls once, to let its tasks have as many threads as the machine has cores.
///
/// A thread that trapped in a task stands still for good, and counts: after as many traps as there are cores, every `await` of the session would
/// wait for ever. So the queue is wider. How many threads run at once is libdispatch's to say still: it starts another where one stands.
@_cdecl("dispatch_queue_set_width")
public func setWidthOfQueue(_ queue: UnsafeMutableRawPointer, _ width: Int) {
    guard let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: -1), "dispatch_queue_set_width") else { return }
    let set = unsafeBitCast(symbol, to: (@convention(c) (UnsafeMutableRawPointer, Int) -> Void).self)
    // Widths below 0 are names for numbers of cores.
    set(queue, width < 0 ? 256 : width)
}
