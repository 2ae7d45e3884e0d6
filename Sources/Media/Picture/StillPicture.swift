import CFFmpeg

/// A photograph tells its direction inside the picture (EXIF), where no container's header repeats it.
enum StillPicture {
    /// The orientation of a file that is one picture, found by decoding it; nil for films and where it says nothing.
    static func orientation(in file: InputFile) -> Orientation? {
        let container = String(cString: file.context.pointee.iformat.pointee.name)
        guard container == "image2" || container.hasSuffix("_pipe") else { return nil }
        // What is wrong with the picture comes out when it is read.
        guard let picture = try? first(of: file.path) else { return nil }
        return DisplayMatrix.orientation(of: UnsafePointer(picture.pointer))
    }

    private static func first(of path: String) throws(MediaError) -> Frame? {
        let input = try InputFile(path)
        guard let index = input.bestStream(.video) else { return nil }
        let decoder = try Decoder(input.stream(index), kind: .video, threads: 1, path: path)
        let (packet, frame) = (Packet(), Frame())
        var isAtEnd = false
        while true {
            switch decoder.receive(frame) {
            case .frame: return frame
            case .end: return nil
            case .needsPacket where isAtEnd: return nil
            case .needsPacket:
                isAtEnd = try !input.read(into: packet)
                decoder.send(isAtEnd ? nil : packet)
            }
        }
    }
}
