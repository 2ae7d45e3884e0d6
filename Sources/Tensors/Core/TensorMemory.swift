import Kernels

/// What tensors hold right now: for tests of leaks and for measurements.
package enum TensorMemory {
    /// Bytes lent out to tensors and kernels.
    package static var liveBytes: Int { BufferPool.statistics().liveBytes }
    /// Most bytes lent out at once so far.
    package static var peakBytes: Int { BufferPool.statistics().peakBytes }
    /// Steps of graphs alive: 0 when nothing is being differentiated.
    package static var liveNodes: Int { GraphNode.liveCount }
}
