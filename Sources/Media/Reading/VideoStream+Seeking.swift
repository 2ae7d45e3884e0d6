import CFFmpeg

extension VideoStream {
    /// Stands so that the picture of `moment` is `shown`, `upcoming`, or still to be decoded.
    func position(at moment: Double, _ moments: [Double]) throws(MediaError) {
        if canContinue(to: moment) { return }
        // A container without a proper index lands where it can: step back until a picture before the moment appears.
        let start = input.stream(index).pointee.start_time
        let beginning = start == AVTS_NOPTS ? -Double.infinity : clock.seconds(start)
        let runUp = input.mayBeJoined ? 0.75 : 0
        try keepPalette()
        for stepBack in isSeekable ? [0.0, 1, 4, 12] : [] where moment - stepBack - 2 * runUp > beginning {
            hasRead = true  // a seek that fails moves the file as well
            guard input.seek(stream: index, to: clock.ticks(moment - stepBack - 2 * runUp + Self.slack)) else { break }
            restart()
            ordinal = nil
            awaitsKeyFrame = true
            upcoming = try decode(moments, from: 0)
            if let upcoming, upcoming.time <= moment - runUp + Self.slack { return }
        }
        try rewind(moments)
    }

    /// Whether decoding on from here is right, and no dearer than a seek.
    private func canContinue(to moment: Double) -> Bool {
        guard moment >= horizon, !isDrained, let here = shown ?? upcoming, here.time <= moment + Self.slack else {
            return false
        }
        guard isSeekable, let lastDecodingTime else { return true }
        let ticks = clock.ticks(moment + Self.slack)
        if let entry = avformat_index_get_entry_from_timestamp(input.stream(index), ticks, AVSEEK_FLAG_BACKWARD) {
            return entry.pointee.timestamp <= lastDecodingTime
        }
        return moment - here.time < 2
    }

    private var isSeekable: Bool {
        if case .seekable = track.order { return true }
        return false
    }

    /// A palette comes with the first packet alone: a decoder that has seen it keeps it.
    private func keepPalette() throws(MediaError) {
        guard !hasRead, decoder.context.pointee.pix_fmt == AV_PIX_FMT_PAL8 || decoder.context.pointee.bits_per_coded_sample == 8
        else { return }
        _ = try decode([0], from: 0)
    }

    private func restart() {
        decoder.flush()
        spare += waiting
        waiting = []
        isInputAtEnd = false
        isDrained = false
        awaitsKeyFrame = false
        firstWhole = nil
        hasShown = false
        pictureCount = 0
        shown = nil
        upcoming = nil
        lastDecodingTime = nil
    }

    /// Back to the first picture: by seeking where that provably works, otherwise by opening the file anew.
    private func rewind(_ moments: [Double]) throws(MediaError) {
        if hasRead {
            let start = input.stream(index).pointee.start_time
            if isSeekable, let firstPictureTime, input.seek(stream: index, to: start == AVTS_NOPTS ? 0 : start) {
                restart()
                ordinal = nil
                upcoming = try decode(moments, from: 0)
                if let upcoming, upcoming.time <= firstPictureTime + Self.slack { return }
            }
            input = try InputFile(path)
            guard index < input.streamCount else { throw decoder.failure("its stream \(index) is gone") }
            input.select(index)
        }
        restart()
        ordinal = 0
        upcoming = try decode(moments, from: 0)
        firstPictureTime = upcoming?.time
    }
}
