import Glibc
import Synchronization

/// Blocks of memory kept for reuse, since fresh mappings cost a page fault every 4 KiB: more than the arithmetic done on them.
///
/// Small blocks lie in lists by size, large ones in an arena, side by side. Thread-safe. A training step repeats its sizes, so from the
/// second step on it asks nothing of the system (`statistics().systemAllocations` stands still).
package enum BufferPool {
    fileprivate struct State: @unchecked Sendable {
        var free = [[UnsafeMutableRawPointer]](repeating: [], count: SizeClass.limit)
        /// `nil` where the system lends no addresses without memory: then every block has a size class.
        var arena = Arena(capacity: BufferPool.physicalBytes)
        var statistics = PoolStatistics()
        var limit = BufferPool.defaultLimit
        /// How many blocks are lent before one is refused, for tests; `nil` refuses none.
        var untilRefusal: Int?
    }

    private static let state = Mutex(State())

    /// A quarter of the machine's memory.
    private static var defaultLimit: Int { physicalBytes / 4 }
    private static var physicalBytes: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

    /// Blocks from here on come from the arena.
    private static let largeBytes = 1 << 16

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
            state.arena?.trim()
            state.statistics.cachedBytes = 0
            return blocks
        }
        for list in blocks { for block in list { Glibc.free(block) } }
    }

    /// For tests: after `count` more blocks one is refused, once, as by a system without memory; `nil` refuses none.
    package static func refuse(after count: Int?) {
        state.withLock { $0.untilRefusal = count }
        isRefusing.store(count != nil, ordering: .relaxed)
    }

    /// Whether the refusal that was asked for is still to come.
    package static var isRefusalAhead: Bool { state.withLock { $0.untilRefusal != nil } }

    private static let isRefusing = Atomic<Bool>(false)
    private static func refuses() -> Bool { isRefusing.load(ordering: .relaxed) && state.withLock { $0.refuses() } }

    /// What to say where there is no memory for so many elements.
    static func error(_ count: Int, of type: ElementType) -> MemoryError {
        let (bytes, isOverflow) = count.multipliedReportingOverflow(by: type.size)
        return MemoryError(bytes: isOverflow ? .max : bytes, inUse: statistics().liveBytes)
    }

    /// Calls `body` with scratch memory of `count` floats, uninitialised, that goes back to the pool afterwards.
    ///
    /// Without memory for it `body` is not called, and the running cell ends: within a block of shared work when all have returned.
    package static func withScratch(_ count: Int, _ body: (UnsafeMutablePointer<Float>) throws -> Void) rethrows {
        guard let storage = Storage(ifThereIsRoomFor: count) else { return KernelFailure.report(error(count, of: .float32)) }
        defer { withExtendedLifetime(storage) {} }
        try body(storage.pointer)
    }

    /// The same for a body with a result, which no block of shared work calls.
    package static func withScratch<R>(_ count: Int, _ body: (UnsafeMutablePointer<Float>) throws -> R) rethrows -> R {
        let storage = Storage(count: count)
        defer { withExtendedLifetime(storage) {} }
        return try body(storage.pointer)
    }

    /// A block of so many elements; `nil` where the system has no memory for them.
    static func take(_ count: Int, of type: ElementType) -> UnsafeMutableRawPointer? {
        let (bytes, isOverflow) = count.multipliedReportingOverflow(by: type.size)
        guard !isOverflow, bytes <= mostBytes, !refuses() else { return nil }
        return take(bytes: bytes)
    }

    /// Beyond any machine's addresses, and far below where sums of sizes overflow.
    private static let mostBytes = 1 << 56

    /// A block of at least `bytes` bytes; `nil` where the system has none.
    private static func take(bytes: Int) -> UnsafeMutableRawPointer? {
        if bytes >= largeBytes, let block = state.withLock({ $0.takeLarge(Arena.size(holding: bytes)) }) { return block }
        let size = SizeClass(holding: bytes)
        let cached = state.withLock { state -> UnsafeMutableRawPointer? in
            let block = state.free[size.index].popLast()
            state.statistics.lend(size.bytes, fresh: block == nil ? size.bytes : 0)
            return block
        }
        if let block = cached ?? systemBlock(size.bytes) { return block }
        state.withLock { $0.statistics.unlend(size.bytes) }
        return nil
    }

    /// Takes back a block that `take(_:of:)` gave for the same size.
    static func give(_ block: UnsafeMutableRawPointer, bytes: Int) {
        nonisolated(unsafe) let block = block
        let kept = state.withLock { state -> Bool in
            if bytes >= largeBytes, state.giveLarge(block, Arena.size(holding: bytes)) { return true }
            let size = SizeClass(holding: bytes)
            guard state.takesBack(size.bytes) else { return false }
            state.free[size.index].append(block)
            return true
        }
        if !kept { Glibc.free(block) }
    }

    private static func systemBlock(_ bytes: Int) -> UnsafeMutableRawPointer? {
        var block: UnsafeMutableRawPointer?
        if posix_memalign(&block, 64, bytes) != 0 || block == nil {
            trim()
            _ = posix_memalign(&block, 64, bytes)
        }
        return block
    }
}

extension BufferPool.State {
    /// Whether a test wants this block refused.
    fileprivate mutating func refuses() -> Bool {
        guard let count = untilRefusal else { return false }
        untilRefusal = count > 0 ? count - 1 : nil
        return count <= 0
    }

    /// A block of the arena; `nil` where there is none, or it is full.
    fileprivate mutating func takeLarge(_ size: Int) -> UnsafeMutableRawPointer? {
        guard let (block, fresh) = arena?.take(size) else { return nil }
        statistics.lend(size, fresh: fresh)
        return block
    }

    /// Whether the block was the arena's, which then has it back.
    fileprivate mutating func giveLarge(_ block: UnsafeMutableRawPointer, _ size: Int) -> Bool {
        guard arena?.contains(block) == true else { return false }
        let isKept = takesBack(size)
        arena?.give(block, size, keepingPages: isKept)
        return true
    }

    /// Counts a block as given back, and says whether it is kept.
    fileprivate mutating func takesBack(_ bytes: Int) -> Bool {
        statistics.liveBytes -= bytes
        statistics.liveBlocks -= 1
        guard statistics.cachedBytes + bytes <= limit else { return false }
        statistics.cachedBytes += bytes
        return true
    }
}

extension PoolStatistics {
    /// Counts a block as lent, of which `fresh` bytes are new from the system.
    fileprivate mutating func lend(_ bytes: Int, fresh: Int) {
        liveBytes += bytes
        liveBlocks += 1
        peakBytes = max(peakBytes, liveBytes)
        cachedBytes -= bytes - fresh
        if fresh > 0 { systemAllocations += 1 } else { reuses += 1 }
    }

    /// Takes back a loan of new bytes that the system refused.
    fileprivate mutating func unlend(_ bytes: Int) {
        liveBytes -= bytes
        liveBlocks -= 1
        systemAllocations -= 1
    }
}
