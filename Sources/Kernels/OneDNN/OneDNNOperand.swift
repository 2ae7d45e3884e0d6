import COneDNN

/// An array of ours as an argument of a primitive, which may want it in another layout or another number type.
struct OneDNNOperand {
    let place: Int32
    private let ours: OneDNNDescriptor
    private let wanted: UnsafeRawPointer
    private let wantedBytes: Int
    /// From ours to what is wanted, or back for a result; `nil` where they are the same.
    private let copy: OneDNNPrimitive?
    private let isResult: Bool

    /// `nil` where oneDNN cannot copy between the layouts.
    init?(
        _ owner: OneDNN, _ ours: OneDNNDescriptor, _ argument: dnnl_query_t, of primitive: OneDNNPrimitive, place: Int32,
        isResult: Bool
    ) {
        let wanted = primitive.descriptor(of: argument)
        (self.ours, self.wanted, self.place, self.isResult) = (ours, wanted, place, isResult)
        wantedBytes = avts_dnnl_memory_desc_size(owner.library, wanted)
        if avts_dnnl_memory_desc_equal(owner.library, ours.raw, wanted) != 0 {
            copy = nil
        } else {
            let (from, to) = isResult ? (wanted, UnsafeRawPointer(ours.raw)) : (UnsafeRawPointer(ours.raw), wanted)
            guard let reorder = OneDNNPrimitive(owner, { avts_dnnl_reorder(owner.library, &$0, owner.engine, from, to) }) else {
                return nil
            }
            copy = reorder
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
            let own = OneDNNPrimitive.Argument(place: isResult ? 17 : 1, descriptor: UnsafeRawPointer(ours.raw), bytes: floats)
            let other = OneDNNPrimitive.Argument(place: isResult ? 1 : 17, descriptor: wanted, bytes: scratch)
            if !isResult { copy.run([own, other]) }
            body(.init(place: place, descriptor: wanted, bytes: scratch))
            if isResult { copy.run([own, other]) }
        }
    }
}
