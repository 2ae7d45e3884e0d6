import COneDNN
import Work

/// Shape, number type and layout of an array as oneDNN sees it.
final class OneDNNDescriptor: @unchecked Sendable {
    let raw: UnsafeMutableRawPointer
    private let owner: OneDNN

    /// - Parameters:
    ///   - dimensions: in oneDNN's order, whatever the layout: batch, channels, then time, height and width.
    ///   - layout: `dnnl_format_tag_any` leaves it to the primitive.
    init(_ owner: OneDNN, _ dimensions: [Int], _ type: dnnl_data_type_t, _ layout: dnnl_format_tag_t) {
        self.owner = owner
        var raw: UnsafeMutableRawPointer?
        let status = avts_dnnl_memory_desc_create(
            owner.library, &raw, Int32(dimensions.count), dimensions.map(Int64.init), type, layout)
        guard status == dnnl_success, let raw else {
            Failing.with("oneDNN: no descriptor for \(dimensions), status \(status.rawValue)")
        }
        self.raw = raw
        OneDNNObjects.made(.memoryDescriptor)
    }

    /// The part of an array of `dimensions` that lies in `range` along the first axis, over the same bytes; `nil` where the layout
    /// has no such part.
    init?(_ owner: OneDNN, part range: Range<Int>, of whole: UnsafeRawPointer, _ dimensions: [Int]) {
        self.owner = owner
        var raw: UnsafeMutableRawPointer?
        let sizes = [range.count] + dimensions.dropFirst()
        let offsets = [range.lowerBound] + dimensions.dropFirst().map { _ in 0 }
        let status = avts_dnnl_memory_desc_part(
            owner.library, &raw, whole, sizes.map(Int64.init), offsets.map(Int64.init))
        guard let raw else { return nil }
        self.raw = raw
        OneDNNObjects.made(.memoryDescriptor)
        if status != dnnl_success { return nil }
    }

    deinit {
        avts_dnnl_memory_desc_destroy(owner.library, raw)
        OneDNNObjects.destroyed(.memoryDescriptor)
    }
}
