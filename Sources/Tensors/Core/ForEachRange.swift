import Kernels

/// Calls `body` with ranges that cover `0..<count`, several at once on the threads that all arithmetic shares, each at least `grain` long
/// but the last: for work of the rooms above, which do not know the threads themselves.
///
/// How the range is cut must be no part of the result: `body` runs concurrently with itself and writes to separate places.
package func forEachRange(of count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    Threads.parallelFor(count, grain: grain, body)
}
