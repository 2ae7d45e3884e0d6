/// More memory than the system has left: what was asked for, and what tensors hold already.
public struct MemoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Bytes that were asked for; more than an `Int` can number are `.max`.
    public let bytes: Int
    /// Bytes that tensors and kernels held at that moment.
    public let inUse: Int

    package init(bytes: Int, inUse: Int) { (self.bytes, self.inUse) = (bytes, inUse) }

    public var description: String {
        "memory: found \(Self.text(bytes)) asked for beside \(Self.text(inUse)) in use, expected no more than the system has left "
            + "(let go of tensors that are not needed, or work on a part at a time)"
    }

    /// Bytes in the unit that a person would choose, one digit after the point.
    private static func text(_ bytes: Int) -> String {
        if bytes == .max { return "more bytes than an Int can number" }
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var (tenths, unit) = (bytes, 0)
        if bytes < 1024 { return "\(bytes) bytes" }
        while tenths >= 1024 * 1024 { (tenths, unit) = (tenths / 1024, unit + 1) }
        (tenths, unit) = (tenths * 10 / 1024, unit + 1)
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
