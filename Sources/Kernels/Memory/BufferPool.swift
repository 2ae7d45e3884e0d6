import Glibc
import Synchronization

/// Blocks of memory kept for reuse, since fresh mappings cost a page fault every 4 KiB: more than the arithmetic done on them.
///
/// Thread-safe. A training step repeats its sizes, so from the second step on it asks nothing of the system
/// (`statistics().systemAllocations` stands still).
package enum BufferPool {
    private struct State: @unchecked Sendable {
        var free = [[UnsafeMutableRawPointer]](repeating: [], count: SizeClass.limit)
        var statistics = PoolStatistics()
        var limit = BufferPool.defaultLimit
    }

    private static let state = Mutex(State())

    /// A quarter of the machine's memory.
    private static var defaultLimit: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 4 }

    /// Most bytes kept ready for reuse; what comes back beyond it goes to the system. Lowering it does not trim by itself.
    package static var limitBytes: Int {
        get { state.withLock { $0.limit } }
        set { state.withLock { $0.limit = max(newValue, 0) } }
    }

    /// Counts since the start of the process.
    package static func statistics() -> PoolStatistics { state.withLock { $0.statistics } }

    /// Starts a new measurement of the peak: it becomes what is live now.
    package static func resetPeak() { state.withLock { $0.statistics.peakBytes = $0.statistics.liveBytes } }

    /// Gives every cached block back to the system.
    package static func trim() {
        let blocks = state.withLock { state -> [[UnsafeMutableRawPointer]] in
            let blocks = state.free
            state.free = .init(repeating: [], count: SizeClass.limit)
            state.statistics.cachedBytes = 0
            return blocks
        }
        for list in blocks { for block in list { Glibc.free(block) } }
    }

    /// Calls `body` with scratch memory of `count` floats, uninitialised, that goes back to the pool afterwards.
    package static func withScratch<R>(_ count: Int, _ body: (UnsafeMutablePointer<Float>) throws -> R) rethrows -> R {
        let storage = Storage(count: count)
        defer { withExtendedLifetime(storage) {} }
        return try body(storage.pointer)
    }

    /// A block of at least `bytes` bytes.
    static func take(bytes: Int) -> UnsafeMutableRawPointer {
        let size = SizeClass(holding: bytes)
        let cached = state.withLock { state -> UnsafeMutableRawPointer? in
            let block = state.free[size.index].popLast()
            state.statistics.liveBytes += size.bytes
            state.statistics.liveBlocks += 1
            state.statistics.peakBytes = max(state.statistics.peakBytes, state.statistics.liveBytes)
            if block == nil {
                state.statistics.systemAllocations += 1
            } else {
                state.statistics.reuses += 1
                state.statistics.cachedBytes -= size.bytes
            }
            return block
        }
        return cached ?? systemBlock(size.bytes)
    }

    /// Takes back a block that `take(bytes:)` gave for the same size.
    static func give(_ block: UnsafeMutableRawPointer, bytes: Int) {
        let size = SizeClass(holding: bytes)
        nonisolated(unsafe) let block = block
        let kept = state.withLock { state -> Bool in
            state.statistics.liveBytes -= size.bytes
            state.statistics.liveBlocks -= 1
            guard state.statistics.cachedBytes + size.bytes <= state.limit else { return false }
            state.free[size.index].append(block)
            state.statistics.cachedBytes += size.bytes
            return true
        }
        if !kept { Glibc.free(block) }
    }

    /// Large blocks lie on huge pages where the kernel has them: 512 times fewer faults.
    private static func systemBlock(_ bytes: Int) -> UnsafeMutableRawPointer {
        let hugePage = 2 << 20
        let alignment = bytes >= 2 * hugePage ? hugePage : 64
        var block: UnsafeMutableRawPointer?
        if posix_memalign(&block, alignment, bytes) != 0 || block == nil {
            trim()
            _ = posix_memalign(&block, alignment, bytes)
        }
        guard let block else { fatalError("BufferPool: the system has no \(bytes) bytes left") }
        if alignment == hugePage { _ = madvise(block, bytes, MADV_HUGEPAGE) }
        return block
    }
}
