import CFFmpeg
import Glibc

extension Survey {
    /// The survey of a file whose header lists every packet of every stream that matters, and whose packets are there; otherwise nil.
    static func listed(_ input: InputFile) -> Survey? {
        guard input.formatName.hasPrefix("mov,") else { return nil }
        guard let size = input.size else { return nil }
        var survey = Survey()
        for index in 0..<input.streamCount {
            let stream = input.stream(index)
            guard input.isPictureOrSound(index) else { continue }
            guard let track = track(stream, fileSize: size) else { return nil }
            survey.tracks[index] = track
        }
        return survey.tracks.isEmpty ? nil : survey
    }

    private static func track(_ stream: UnsafeMutablePointer<AVStream>, fileSize: Int64) -> Track? {
        let count = Int(avformat_index_get_entries_count(stream))
        let (start, duration) = (stream.pointee.start_time, stream.pointee.duration)
        // Fragments are not listed in front.
        guard count > 0, stream.pointee.nb_frames > 0, start != AVTS_NOPTS, duration > 0 else { return nil }
        let tick = Double(stream.pointee.time_base.num) / Double(stream.pointee.time_base.den)
        let isSound = stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO
        var track = Track()
        if isSound { track.sound.reserveCapacity(count) }
        var last: Int64?
        var (shortest, longest) = (Int64.max, Int64(0))
        for place in 0..<count {
            guard let entry = avformat_index_get_entry(stream, Int32(place)) else { return nil }
            let time = entry.pointee.timestamp
            guard entry.pointee.pos >= 0, entry.pointee.pos + Int64(entry.pointee.size) <= fileSize else { return nil }
            // A hole this long is left to the scan, which tells what to make of it.
            if let last, time < last || Double(time - last) * tick > alwaysPlausible { return nil }
            if let last { (shortest, longest) = (min(shortest, time - last), max(longest, time - last)) }
            last = time
            if isSound {
                let samples = av_get_audio_frame_duration2(stream.pointee.codecpar, Int32(entry.pointee.size))
                track.sound.append(SoundPacket(time: time, samples: max(0, samples)))
            }
        }
        // The list holds decoding times: of pictures out of order that come at no constant rate they do not tell the end.
        let isReordered = stream.pointee.codecpar.pointee.video_delay > 0
        if isReordered, longest > shortest, Double(longest - shortest) * tick > 0.001 { return nil }
        guard let last, Double(start + duration - last) * tick < 60 else { return nil }
        track.packets = count
        track.start = Double(start) * tick
        track.end = Double(start + duration) * tick
        return track
    }
}
