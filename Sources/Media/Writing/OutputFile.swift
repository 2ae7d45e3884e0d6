import CFFmpeg
import Files
import Glibc

/// A container being written, under a temporary name until it is whole.
///
/// Packets are interleaved by time whatever the order they come in, so the bytes depend on the content alone.
final class OutputFile {
    let path: String
    private let partial: String
    private let mode: mode_t?
    private var context: UnsafeMutablePointer<AVFormatContext>
    private var isOpen = true

    /// Starts a file whose container is chosen by the extension of `path`.
    init(_ path: String) throws(MediaError) {
        LibAVLog.clear()
        let place: WritingPlace
        do throws(FileError) { place = try WritingPlace(path) } catch {
            throw .writeFailed(path: error.path, reason: error.reason)
        }
        let path = place.path
        (self.path, mode) = (path, place.mode)
        // The process is part of the name: two writers of one path never share a temporary file.
        partial = "\(path).\(getpid()).partial"
        var made: UnsafeMutablePointer<AVFormatContext>?
        guard avformat_alloc_output_context2(&made, nil, nil, path) >= 0, let made else {
            throw .encoderMissing(path: path, encoder: "the extension \"\(fileExtension(path))\"")
        }
        context = made
        made.pointee.flags |= AVFMT_FLAG_BITEXACT  // no dates, no version strings
        made.pointee.max_interleave_delta = 0  // sort by time however late a stream comes
        let code = avio_open(&made.pointee.pb, partial, AVIO_FLAG_WRITE)
        if code < 0 {
            let reason = LibAVLog.explain(code)
            avformat_free_context(made)
            isOpen = false
            throw .writeFailed(path: path, reason: reason)
        }
    }

    deinit { if isOpen { abandon() } }

    /// Some containers keep the codec's header apart from its packets.
    var wantsGlobalHeader: Bool { context.pointee.oformat.pointee.flags & AVFMT_GLOBALHEADER != 0 }

    /// Adds a stream for what `codec` will encode, and returns its place in the file.
    func addStream(for codec: UnsafeMutablePointer<AVCodecContext>) throws(MediaError) -> Int {
        let stream = try addStream(timeBase: codec.pointee.time_base)
        try check(avcodec_parameters_from_context(stream.pointee.codecpar, codec))
        stream.pointee.avg_frame_rate = codec.pointee.framerate
        return Int(stream.pointee.index)
    }

    /// Adds a stream with the codec and header of a stream of another file.
    func addStream(copying source: UnsafeMutablePointer<AVStream>) throws(MediaError) -> Int {
        let stream = try addStream(timeBase: source.pointee.time_base)
        try check(avcodec_parameters_copy(stream.pointee.codecpar, source.pointee.codecpar))
        stream.pointee.codecpar.pointee.codec_tag = 0  // tags differ between containers
        stream.pointee.avg_frame_rate = source.pointee.avg_frame_rate
        stream.pointee.sample_aspect_ratio = source.pointee.sample_aspect_ratio
        return Int(stream.pointee.index)
    }

    private func addStream(timeBase: AVRational) throws(MediaError) -> UnsafeMutablePointer<AVStream> {
        guard let stream = avformat_new_stream(context, nil) else { fatalError("avformat_new_stream: out of memory") }
        stream.pointee.time_base = timeBase
        return stream
    }

    /// Writes the header; every stream must have been added.
    func begin() throws(MediaError) {
        try check(avformat_write_header(context, nil))
    }

    /// Writes a packet whose times are in `timeBase`; leaves the packet empty.
    func write(_ packet: Packet, stream: Int, timeBase: AVRational) throws(MediaError) {
        guard let target = context.pointee.streams[stream] else { fatalError("OutputFile: stream \(stream) of none") }
        av_packet_rescale_ts(packet.pointer, timeBase, target.pointee.time_base)
        packet.pointer.pointee.stream_index = Int32(stream)
        packet.pointer.pointee.pos = -1
        try check(av_interleaved_write_frame(context, packet.pointer))
    }

    /// Writes the trailer and gives the file its real name.
    func finish() throws(MediaError) {
        let code = av_write_trailer(context)
        let closed = avio_closep(&context.pointee.pb)
        isOpen = false
        avformat_free_context(context)
        guard code >= 0, closed >= 0 else {
            unlink(partial)
            throw .writeFailed(path: path, reason: LibAVLog.explain(min(code, closed)))
        }
        if let mode { chmod(partial, mode) }
        guard rename(partial, path) == 0 else {
            let reason = systemReason()
            unlink(partial)
            throw .writeFailed(path: path, reason: reason)
        }
    }

    /// Leaves nothing behind.
    func abandon() {
        avio_closep(&context.pointee.pb)
        avformat_free_context(context)
        unlink(partial)
        isOpen = false
    }

    private func check(_ code: Int32) throws(MediaError) {
        if code < 0 { throw .writeFailed(path: path, reason: LibAVLog.explain(code)) }
    }
}

/// The operating system's text for what went wrong last.
func systemReason() -> String { String(cString: strerror(errno)) }
