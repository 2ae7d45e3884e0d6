import Glibc

/// One range of addresses that large blocks are cut from, always at the lowest place that fits, and joined to again.
///
/// Lists of blocks by size hold, at worst, the largest need of each size together; here what one layer has freed serves the next of
/// another size, and the highest place in use follows what is lent at once. Not thread-safe.
struct Arena {
    /// Unused addresses.
    private struct Gap {
        var offset: Int
        var bytes: Int
        /// How many of its bytes the system has given pages for. Which ones is not known after two gaps were joined: the lowest are
        /// taken to be.
        var resident: Int
    }

    private let base: UnsafeMutableRawPointer
    private let capacity: Int
    /// By address; no two touch.
    private var gaps: [Gap]

    /// Blocks are cut in multiples of this.
    static let granule = 4096

    /// Reserves addresses, and no memory, for `capacity` bytes; `nil` where the system refuses.
    init?(capacity: Int) {
        let hugePage = 2 << 20
        let size = capacity + hugePage
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        guard let raw = mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0), raw != MAP_FAILED else { return nil }
        base = raw.alignedUp(toMultipleOf: hugePage)
        self.capacity = capacity
        gaps = [Gap(offset: 0, bytes: capacity, resident: 0)]
        // 512 times fewer faults where the kernel has huge pages.
        _ = madvise(base, capacity, MADV_HUGEPAGE)
    }

    /// What a block of so many bytes occupies.
    static func size(holding bytes: Int) -> Int { (bytes + granule - 1) / granule * granule }

    func contains(_ block: UnsafeMutableRawPointer) -> Bool { block >= base && block < base + capacity }

    /// A block of `size` bytes, a multiple of the granule, and how many of them need new pages; `nil` where no gap is large enough.
    mutating func take(_ size: Int) -> (block: UnsafeMutableRawPointer, fresh: Int)? {
        guard let index = gaps.firstIndex(where: { $0.bytes >= size }) else { return nil }
        let gap = gaps[index]
        let resident = min(gap.resident, size)
        if gap.bytes == size {
            gaps.remove(at: index)
        } else {
            gaps[index] = Gap(offset: gap.offset + size, bytes: gap.bytes - size, resident: gap.resident - resident)
        }
        return (base + gap.offset, size - resident)
    }

    /// Takes back a block of `size` bytes; its pages go back to the system unless they are kept.
    mutating func give(_ block: UnsafeMutableRawPointer, _ size: Int, keepingPages: Bool) {
        let offset = base.distance(to: block)
        if !keepingPages { _ = madvise(block, size, MADV_DONTNEED) }
        var gap = Gap(offset: offset, bytes: size, resident: keepingPages ? size : 0)
        var index = place(of: offset)
        if index < gaps.count, gaps[index].offset == offset + size {
            gap = Gap(offset: offset, bytes: size + gaps[index].bytes, resident: gap.resident + gaps[index].resident)
            gaps.remove(at: index)
        }
        if index > 0, gaps[index - 1].offset + gaps[index - 1].bytes == offset {
            index -= 1
            gap = Gap(
                offset: gaps[index].offset, bytes: gaps[index].bytes + gap.bytes, resident: gaps[index].resident + gap.resident)
            gaps[index] = gap
        } else {
            gaps.insert(gap, at: index)
        }
    }

    /// Gives the pages of every gap back to the system.
    mutating func trim() {
        for index in gaps.indices where gaps[index].resident > 0 {
            _ = madvise(base + gaps[index].offset, gaps[index].bytes, MADV_DONTNEED)
            gaps[index].resident = 0
        }
    }

    /// The first gap at or after this offset.
    private func place(of offset: Int) -> Int {
        var (low, high) = (0, gaps.count)
        while low < high {
            let middle = (low + high) / 2
            if gaps[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
