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
    ///   - type: what ours is kept as.
    ///   - argument: which argument of `primitive` it is.
    ///   - place: its place in a call.
    /// - Returns: `nil` where oneDNN cannot copy between the layouts.
    init?(
        _ owner: OneDNN, _ dimensions: [Int], _ type: ElementType, _ layout: dnnl_format_tag_t, _ argument: dnnl_query_t,
        of primitive: OneDNNPrimitive, place: Int32, isResult: Bool
    ) {
        ours = OneDNNDescriptor(owner, dimensions, type.oneDNN, layout)
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

    /// Calls `body` with the argument made of `elements`; a result is copied back afterwards.
    func with(_ elements: MutableElements, _ body: (OneDNNPrimitive.Argument) -> Void) {
        guard let copy else { return body(.init(place: place, descriptor: wanted, bytes: elements.address)) }
        BufferPool.withScratch((wantedBytes + 3) / 4) { scratch in
            if !isResult { copy.run(from: elements.address, to: scratch) }
            body(.init(place: place, descriptor: wanted, bytes: scratch))
            if isResult { copy.run(from: scratch, to: elements.address) }
        }
    }
}

extension ElementType {
    /// As oneDNN names it.
    var oneDNN: dnnl_data_type_t {
        switch self {
        case .float32: dnnl_f32
        case .bf16: dnnl_bf16
        case .int32: dnnl_s32
        case .bool: dnnl_u8
        }
    }
}

extension MutableElements {
    /// For a library that takes what it only reads by the same door.
    init(reading elements: Elements) { self.init(UnsafeMutableRawPointer(mutating: elements.address), elements.type) }
}
