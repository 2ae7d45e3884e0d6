import Work

/// An uninitialised block of 32-bit floats, 64-byte aligned, borrowed from the buffer pool and given back on `deinit`.
///
/// Whoever holds the object holds the memory; nothing else frees it.
package final class Storage: @unchecked Sendable {
    /// First of `count` floats. Valid as long as this object lives: keep it alive with `withExtendedLifetime`.
    package let pointer: UnsafeMutablePointer<Float>
    /// Number of floats, ≥ 0.
    package let count: Int

    /// Takes a block of `count` floats (its contents are whatever the last user left); without memory for them the running cell ends.
    package init(count: Int) {
        Failing.unless(count >= 0, "Storage: found count \(count), expected at least 0")
        self.count = count
        guard let block = BufferPool.take(floats: count) else {
            Failing.with(BufferPool.error(floats: count), file: #file, line: #line)
        }
        pointer = block.assumingMemoryBound(to: Float.self)
    }

    /// Takes a block of `count` floats; `nil` where there is no memory for them.
    init?(ifThereIsRoomFor count: Int) {
        guard count >= 0, let block = BufferPool.take(floats: count) else { return nil }
        self.count = count
        pointer = block.assumingMemoryBound(to: Float.self)
    }

    /// Takes a block of `count` floats and sets each to `value`.
    package convenience init(count: Int, repeating value: Float) {
        self.init(count: count)
        pointer.update(repeating: value, count: count)
    }

    deinit {
        BufferPool.give(pointer, bytes: count * MemoryLayout<Float>.stride)
    }

    /// The floats as a buffer, valid as long as this object lives.
    package var buffer: UnsafeMutableBufferPointer<Float> { .init(start: pointer, count: count) }
}
