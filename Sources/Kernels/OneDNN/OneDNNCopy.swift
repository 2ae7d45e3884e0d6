import COneDNN

/// A copy from one layout or number type to another, a large one in parts by several of our threads.
///
/// The filters of a wide layer are megabytes, and are copied at every call: one thread alone would take as long as the products do.
struct OneDNNCopy {
    private struct Part {
        let primitive: OneDNNPrimitive
        let from: UnsafeRawPointer
        let to: UnsafeRawPointer
        /// Keep the two descriptors alive.
        let owners: [OneDNNDescriptor]
    }

    private let parts: [Part]

    /// Floats that are worth a thread of their own.
    private static let grain = 1 << 17
    /// A multiple of every block of channels that oneDNN lays out together.
    private static let channels = 64

    /// `nil` where oneDNN cannot copy between the layouts.
    init?(_ owner: OneDNN, _ dimensions: [Int], from: UnsafeRawPointer, to: UnsafeRawPointer) {
        func part(_ from: UnsafeRawPointer, _ to: UnsafeRawPointer, _ owners: [OneDNNDescriptor] = []) -> Part? {
            OneDNNPrimitive(owner, { avts_dnnl_reorder(owner.library, &$0, owner.engine, from, to) })
                .map { Part(primitive: $0, from: from, to: to, owners: owners) }
        }
        let first = dimensions.first ?? 0
        let count = min(dimensions.reduce(1, *) / Self.grain, first / Self.channels)
        var cut: [Part] = []
        if count > 1, first % Self.channels == 0 {
            for index in 0..<count {
                let blocks = first / Self.channels
                let range = index * blocks / count * Self.channels..<(index + 1) * blocks / count * Self.channels
                guard let source = OneDNNDescriptor(owner, part: range, of: from, dimensions),
                    let target = OneDNNDescriptor(owner, part: range, of: to, dimensions),
                    let found = part(source.raw, target.raw, [source, target])
                else { break }
                cut.append(found)
            }
        }
        if count > 1, cut.count == count {
            parts = cut
        } else {
            guard let whole = part(from, to) else { return nil }
            parts = [whole]
        }
    }

    func run(from source: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer) {
        Threads.parallelBlocks(parts.count) { index in
            let part = parts[index]
            part.primitive.run([
                .init(place: OneDNNPlace.source, descriptor: part.from, bytes: source),
                .init(place: OneDNNPlace.target, descriptor: part.to, bytes: target),
            ])
        }
    }
}
