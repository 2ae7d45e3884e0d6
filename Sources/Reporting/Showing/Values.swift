import Media
import Tensors
import Work

extension Tensor: Showable {
    /// Shape, range and elements, a few of many.
    public func representations() -> [Representation] { [.text(description)] }
}

extension MediaInfo: Showable {
    /// The file in a line, and a line a stream.
    public func representations() -> [Representation] {
        [.text(([description] + streams.map { "  \($0)" }).joined(separator: "\n"))]
    }
}
