import COneDNN

/// An array of ours as an argument of a primitive, which may want it in another layout or another number type.
struct OneDNNOperand {
    private let place: Int32
    private let ours: OneDNNDescriptor
    private let wanted: UnsafeRawPointer
    private let wantedBytes: Int
    /// From ours to what is wanted, or back for a result; `nil` where they are the same.
    private let copy: OneDNNCopy?
    private let isResult: Bool

    /// - Parameters:
    ///   - dimensions: as oneDNN counts them.
    ///   - argument: which argument of `primitive` it is.
    ///   - place: its place in a call.
    /// - Returns: `nil` where oneDNN cannot copy between the layouts.
    init?(
        _ owner: OneDNN, _ dimensions: [Int], _ layout: dnnl_format_tag_t, _ argument: dnnl_query_t,
        of primitive: OneDNNPrimitive, place: Int32, isResult: Bool
    ) {
        ours = OneDNNDescriptor(owner, dimensions, dnnl_f32, layout)
        wanted = primitive.descriptor(of: argument)
        (self.place, self.isResult) = (place, isResult)
        wantedBytes = avts_dnnl_memory_desc_size(owner.library, wanted)
        if avts_dnnl_memory_desc_equal(owner.library, ours.raw, wanted) != 0 {
            copy = nil
        } else {
            let (from, to) = isResult ? (wanted, UnsafeRawPointer(ours.raw)) : (UnsafeRawPointer(ours.raw), wanted)
            guard let found = OneDNNCopy(owner, dimensions, from: from, to: to) else { return nil }
            copy = found
        }
    }

    /// An argument that is taken as it is.
    init(_ owner: OneDNN, _ ours: OneDNNDescriptor, place: Int32) {
        (self.ours, self.place, isResult, copy) = (ours, place, false, nil)
        wanted = UnsafeRawPointer(ours.raw)
        wantedBytes = avts_dnnl_memory_desc_size(owner.library, ours.raw)
    }

    /// Calls `body` with the argument made of `floats`; a result is copied back afterwards.
    func with(_ floats: UnsafeMutablePointer<Float>, _ body: (OneDNNPrimitive.Argument) -> Void) {
        guard let copy else { return body(.init(place: place, descriptor: wanted, bytes: floats)) }
        BufferPool.withScratch((wantedBytes + 3) / 4) { scratch in
            if !isResult { copy.run(from: floats, to: scratch) }
            body(.init(place: place, descriptor: wanted, bytes: scratch))
            if isResult { copy.run(from: scratch, to: floats) }
        }
    }
}
