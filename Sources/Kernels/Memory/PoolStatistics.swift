/// What the buffer pool holds and has done, in bytes and counts.
package struct PoolStatistics: Sendable, Equatable {
    /// Bytes lent out now.
    package var liveBytes = 0
    /// Most bytes ever lent out at once since the start or the last `BufferPool.resetPeak()`.
    package var peakBytes = 0
    /// Bytes kept ready for reuse.
    package var cachedBytes = 0
    /// Blocks lent out now.
    package var liveBlocks = 0
    /// Blocks ever asked of the system.
    package var systemAllocations = 0
    /// Blocks served from the cache.
    package var reuses = 0
}
