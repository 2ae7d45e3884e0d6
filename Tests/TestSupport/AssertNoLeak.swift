import Tensors
import XCTest

/// Asserts that `body` leaves no graph node and no byte of tensor memory behind.
///
/// It runs twice, and the second run is measured: what is made once for the process is no leak.
package func assertNoLeak(
    _ label: String = "", file: StaticString = #filePath, line: UInt = #line, _ body: () throws -> Void
) rethrows {
    try body()
    let (nodes, bytes) = (TensorMemory.liveNodes, TensorMemory.liveBytes)
    try body()
    XCTAssertEqual(TensorMemory.liveNodes, nodes, "\(label): graph nodes left", file: file, line: line)
    XCTAssertEqual(TensorMemory.liveBytes, bytes, "\(label): bytes of tensors left", file: file, line: line)
}
