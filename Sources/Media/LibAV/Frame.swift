import CFFmpeg

/// One owner of an `AVFrame`: a decoded picture or a run of decoded samples.
final class Frame {
    let pointer: UnsafeMutablePointer<AVFrame>

    init() {
        guard let frame = av_frame_alloc() else { fatalError("av_frame_alloc: out of memory") }
        pointer = frame
    }

    deinit {
        var frame: UnsafeMutablePointer<AVFrame>? = pointer
        av_frame_free(&frame)
    }

    /// Presentation time in ticks of its stream; nil where libav knows none.
    var presentationTime: Int64? {
        let time = pointer.pointee.best_effort_timestamp
        return time == AVTS_NOPTS ? nil : time
    }

    /// Whether decoding can begin with this picture.
    var isKeyFrame: Bool { pointer.pointee.key_frame != 0 || pointer.pointee.pict_type == AV_PICTURE_TYPE_I }

    /// Whether the decoder knows that it lacks something.
    var isDamaged: Bool { pointer.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0 }

    /// Gives the data back, keeps the shell.
    func clear() { av_frame_unref(pointer) }

    /// Takes over the data of `other`, which is left empty.
    func take(from other: Frame) {
        av_frame_unref(pointer)
        av_frame_move_ref(pointer, other.pointer)
    }
}
