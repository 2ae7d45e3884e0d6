import Work

/// An uninitialised block of elements of one type, 64-byte aligned, borrowed from the buffer pool and given back on `deinit`.
///
/// Whoever holds the object holds the memory; nothing else frees it.
package final class Storage: @unchecked Sendable {
    /// What the elements are.
    package let type: ElementType
    /// Where they lie.
    package let device = Device.cpu
    /// Number of elements, ≥ 0.
    package let count: Int
    private let address: UnsafeMutableRawPointer

    /// Takes a block of `count` elements (its contents are whatever the last user left); without memory for them the running cell ends.
    package init(count: Int, type: ElementType = .float32) {
        Failing.unless(count >= 0, "Storage: found count \(count), expected at least 0")
        (self.count, self.type) = (count, type)
        guard let block = BufferPool.take(count, of: type) else {
            Failing.with(BufferPool.error(count, of: type), file: #file, line: #line)
        }
        address = block
    }

    /// Takes a block of `count` floats; `nil` where there is no memory for them.
    init?(ifThereIsRoomFor count: Int) {
        guard count >= 0, let block = BufferPool.take(count, of: .float32) else { return nil }
        (self.count, type, address) = (count, .float32, block)
    }

    /// Takes a block of `count` floats and sets each to `value`.
    package convenience init(count: Int, repeating value: Float) {
        self.init(count: count)
        pointer.update(repeating: value, count: count)
    }

    deinit { BufferPool.give(address, bytes: bytes) }

    /// Bytes of all elements.
    package var bytes: Int { count * type.size }

    /// The elements for a kernel, valid as long as this object lives: keep it alive with `withExtendedLifetime`.
    package var elements: MutableElements { MutableElements(address, type) }

    /// The first of `count` floats, valid as long as this object lives; of another type the cell ends.
    package var pointer: UnsafeMutablePointer<Float> { elements.floats }

    /// The floats as a buffer, valid as long as this object lives.
    package var buffer: UnsafeMutableBufferPointer<Float> { .init(start: pointer, count: count) }
}
