import Foundation

/// How much memory cells may ask for: what the machine has. The kernel grants more, and ends the process once it is touched.
enum MemoryLimit {
    static func set() {
        guard let memory = machine else { return }
        var limit = rlimit()
        guard getrlimit(data, &limit) == 0 else { return }
        // Stacks of threads are address space that is counted here and hardly used.
        limit.rlim_cur = min(limit.rlim_max, memory + 2 << 30)
        setrlimit(data, &limit)
    }

    /// Bytes of the machine's memory, or of the group's that the process belongs to.
    static var machine: UInt? {
        let pages = sysconf(Int32(_SC_PHYS_PAGES)), size = sysconf(Int32(_SC_PAGESIZE))
        guard pages > 0, size > 0 else { return nil }
        let group = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8)).flatMap {
            UInt($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return min(UInt(pages * size), group ?? .max)
    }

    private static let data = __rlimit_resource_t(RLIMIT_DATA.rawValue)

    /// Bytes of the heap that are in use; nil where the C library's answer cannot be had from Swift.
    static var heapInUse: Int? {
        #if arch(x86_64)
            guard let mallinfo else { return nil }
            // Ten words; the function is handed the place for them, as C does with a result that fits in no register.
            var words = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            return withUnsafeMutablePointer(to: &words) { place in
                _ = mallinfo(place)
                // Mapped by themselves, and taken from the arenas.
                return place.pointee.4 + place.pointee.7
            }
        #else
            return nil
        #endif
    }

    #if arch(x86_64)
        private typealias Mallinfo = @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer
        private static let mallinfo = dlsym(nil, "mallinfo2").map { unsafeBitCast($0, to: Mallinfo.self) }
    #endif
}
