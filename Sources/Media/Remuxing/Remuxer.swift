import CFFmpeg
import Work

/// Copies a file's compressed streams into another file, moving its sound in time.
public enum Remuxer {
    /// Writes `source` to `target` with its sound `offset` seconds later (earlier where negative); nothing is decoded.
    ///
    /// The picture keeps its place; sound moved before the start of the file is cut, by whole packets (20 to 60 ms) where the
    /// container has no edit list. The container follows the extension of `target`.
    /// - Throws: `.noAudio`, `.writeFailed`, `.encoderMissing`, and what opening a file throws.
    public static func shiftSound(of source: String, by offset: Double, to target: String) throws(MediaError) {
        Failing.unless(offset.isFinite, "shiftSound: found an offset of \(offset) s, expected a finite one")
        let input = try InputFile(source)
        guard let audio = input.bestStream(.audio) else { throw .noAudio(path: source) }
        let zero = try Survey.make(input).zero(of: [input.bestStream(.video), audio].compactMap { $0 })
        let output = try OutputFile(target)
        let streams = [input.bestStream(.video), audio].compactMap { $0 }
        var places: [Int: Int] = [:]
        for stream in streams { places[stream] = try output.addStream(copying: input.stream(stream)) }
        try output.begin()
        let packet = Packet()
        while try input.read(into: packet) {
            guard let place = places[packet.stream] else { continue }
            let stream = input.stream(packet.stream)
            let base = stream.pointee.time_base
            let ticksASecond = Double(base.den) / Double(base.num)
            // Time zero of the source is time zero of the copy.
            var shift = -zero
            if packet.stream == audio { shift += offset }
            let ticks = Int64((shift * ticksASecond).rounded())
            if let time = packet.presentationTime { packet.pointer.pointee.pts = time + ticks }
            if let time = packet.decodingTime { packet.pointer.pointee.dts = time + ticks }
            if packet.stream == audio, let time = packet.presentationTime ?? packet.decodingTime,
                Double(time + packet.pointer.pointee.duration) / ticksASecond < -0.1
            {
                continue  // before the start of the copy
            }
            try output.write(packet, stream: place, timeBase: base)
        }
        try output.finish()
    }
}
