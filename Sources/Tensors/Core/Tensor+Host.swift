import Foundation
import Synchronization

/// Host access: how the rooms above read and write single numbers.
///
/// All of it comes through here and holds for the length of a closure, so that elements may be of another type, and could lie on another
/// device: they are brought to the host as 32-bit floats before, and taken back after.
extension Tensor {
    /// Makes a tensor whose elements `body` writes, row-major, all of them; they are kept as `type`.
    ///
    /// What stands in them before is not defined.
    package init<E: Error>(
        onHost shape: Shape, keptAs type: ElementType = .float32, _ body: (inout MutableSpan<Float>) throws(E) -> Void
    ) throws(E) {
        var outcome = Result<Void, E>.success(())
        self.init(shape: shape, keptAs: type) { buffer in
            var values = MutableSpan(_unsafeElements: buffer)
            do throws(E) { try body(&values) } catch { outcome = .failure(error) }
        }
        try outcome.get()
    }

    /// Makes a tensor whose items along the first axis `body` writes, each by itself, on all cores; the first error is thrown.
    package init<E: Error>(
        onHost shape: Shape, concurrently body: @Sendable (_ index: Int, _ item: inout MutableSpan<Float>) throws(E) -> Void
    ) throws(E) {
        let failure = Mutex<E?>(nil)
        let size = shape.count / Swift.max(shape[0], 1)
        self.init(shape: shape) { buffer in
            let all = Destination(start: buffer.baseAddress!)
            DispatchQueue.concurrentPerform(iterations: shape[0]) { index in
                var item = MutableSpan(_unsafeStart: all.start + index * size, count: size)
                do throws(E) { try body(index, &item) } catch { failure.withLock { $0 = $0 ?? error } }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    /// Whether no element is infinite or NaN.
    package var isAllFinite: Bool { withUnsafeBuffer { $0.allSatisfy(\.isFinite) } }

    /// Where items are written, each in its own part.
    private struct Destination: @unchecked Sendable { let start: UnsafeMutablePointer<Float> }

    /// Lends the elements for reading, row-major.
    package func withHostValues<Result>(_ body: (Span<Float>) throws -> Result) rethrows -> Result {
        try withUnsafeBuffer { try body(Span(_unsafeElements: $0)) }
    }

    /// Lends the elements for writing, row-major; memory that someone else holds is copied first.
    ///
    /// A tracked tensor must not change under its derivative, so there this traps.
    package mutating func withMutableHostValues<Result>(
        _ body: (inout MutableSpan<Float>) throws -> Result
    ) rethrows -> Result {
        try withUnsafeMutableBuffer { buffer in
            var values = MutableSpan(_unsafeElements: buffer)
            return try body(&values)
        }
    }
}

extension MutableSpan<Float> {
    /// Copies numbers to the places from `place` on, which must be there.
    package mutating func copy(_ numbers: Span<Float>, to place: Int = 0) {
        hold(numbers.count, from: place)
        withUnsafeMutableBufferPointer { target in
            numbers.withUnsafeBufferPointer { source in
                guard let start = source.baseAddress else { return }
                (target.baseAddress! + place).update(from: start, count: source.count)
            }
        }
    }

    /// Writes bytes, each times a factor, to the places from `place` on, which must be there.
    package mutating func copy(_ numbers: Span<UInt8>, times factor: Float, to place: Int = 0) {
        hold(numbers.count, from: place)
        let (source, whole) = (numbers.bytes, numbers.count / 16 * 16)
        var target = mutableBytes
        for start in stride(from: 0, to: whole, by: 16) {
            let sixteen = source.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: SIMD16<UInt8>.self)
            target.storeBytes(
                of: SIMD16<Float>(sixteen) * factor, toUncheckedByteOffset: 4 &* (place &+ start), as: SIMD16<Float>.self)
        }
        for index in whole..<numbers.count { self[place + index] = Float(numbers[index]) * factor }
    }

    private func hold(_ needed: Int, from place: Int) {
        require(
            place >= 0 && needed <= count - place, "copying: found \(needed) numbers for \(count) places from \(place) on")
    }
}
