/// Where a tensor's elements lie.
///
/// Kernels are chosen at one boundary by type and device, and the host reads a tensor's elements by asking for them: a second device has its
/// place beside this one.
public enum Device: String, Sendable, Hashable, CaseIterable, Codable {
    /// This machine's memory, and its processor.
    case cpu
}
