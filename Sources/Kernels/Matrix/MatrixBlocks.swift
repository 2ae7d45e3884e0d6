/// How the result of a product is cut into blocks, each one thread's work.
///
/// By the sizes alone, never by the threads: a library's kernel may sum in another order at the edge of another block, so that the same
/// product in other blocks is other bits. Blocks are near squares, which read least of both operands.
struct MatrixBlocks {
    private let m: Int
    private let n: Int
    private let rows: Int
    private let columns: Int
    /// Blocks in a row of blocks.
    private let across: Int
    let count: Int

    /// Most blocks: what four times as many cores as a small machine's keep busy.
    private static let most = 16.0
    /// Multiplications of the smallest block: a tenth of a millisecond's work at least, beside which a thread's start is little.
    private static let smallest = 5e5

    init(m: Int, n: Int, k: Int) {
        (self.m, self.n) = (m, n)
        let products = Double(m) * Double(n) * Double(k)
        let wanted = max(min(Self.most, products / Self.smallest), 1)
        // As many down as across, weighed by how much longer one side is.
        let down = min(max((wanted * Double(m) / Double(n)).squareRoot().rounded(), 1), wanted.rounded(.down))
        rows = Self.length(m, down)
        columns = Self.length(n, (wanted / down).rounded(.down))
        across = (n + columns - 1) / columns
        count = (m + rows - 1) / rows * across
    }

    subscript(_ index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
        let (row, column) = (index / across * rows, index % across * columns)
        return (row..<min(row + rows, m), column..<min(column + columns, n))
    }

    /// Length of one of `parts` parts of a side, a multiple of 48: of the tiles in which kernels compute.
    private static func length(_ side: Int, _ parts: Double) -> Int {
        let parts = max(Int(parts), 1)
        return max((side + parts - 1) / parts + 47, 48) / 48 * 48
    }
}
