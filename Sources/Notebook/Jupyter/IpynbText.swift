/// The text of an `.avtsnb` file, written block by block.
///
/// What is written is read again by the same rules: a fence is long enough for what stands within, and prose closes what it opens.
struct IpynbText {
    private(set) var text: String

    init(front: String) { text = front }

    mutating func add(_ expected: [IpynbLayout.Expected]) {
        for block in expected { add(block.wrapping, content: block.text) }
    }

    /// Adds a cell or an expected output.
    mutating func add(_ wrapping: IpynbLayout.Wrapping, content: String) {
        let content = content.isEmpty || content.hasSuffix("\n") ? content : content + "\n"
        var (open, close) = (wrapping.open, wrapping.close)
        let read = DocumentLines(content), lines = read.indices.map { read[$0] }
        if let fence = Fence(opening: open), lines.contains(where: fence.isClosed) {
            // What was written since would end it.
            let longest = lines.map { line in line.drop { $0 == " " }.prefix { $0 == fence.character }.count }.max() ?? 0
            close = String(repeating: fence.character, count: longest + 1)
            open = String(repeating: " ", count: fence.indent) + close + fence.info
        }
        separate(wrapping.before)
        text += open + "\n" + content + close + "\n"
    }

    mutating func add(prose: String, before: String) {
        separate(before)
        text += prose + "\n"
    }

    mutating func end(_ after: String) { text += after }

    private mutating func separate(_ before: String) {
        // A block begins on a line of its own.
        if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
        text += before
    }
}
