/// Sizes along time, height and width; pictures have a time of one.
package struct Extent: Hashable, Sendable {
    package var time: Int
    package var height: Int
    package var width: Int

    package init(_ time: Int, _ height: Int, _ width: Int) {
        self.time = time
        self.height = height
        self.width = width
    }

    /// Points in a box of these sizes.
    package var count: Int { time * height * width }
}
