import CFFmpeg

extension Survey {
    /// The survey of a file all of whose packets are read.
    static func scanned(_ path: String) throws(MediaError) -> Survey {
        let input = try InputFile(path)
        var clocks: [Int: PacketClock] = [:]
        var counters: [Int: SampleCounter] = [:]
        var sounds: [Int: [SoundPacket]] = [:]
        var headless: [Int: TrueAudio] = [:]
        var joints = Joints(followsForwardJumps: input.mayBeJoined)
        var last = 0.0
        let packet = Packet()
        while try input.read(into: packet) {
            let index = packet.stream
            let stream = input.stream(index)
            var samples: Int32 = 0
            if stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO {
                if counters[index] == nil {
                    counters[index] = SampleCounter(stream)
                    headless[index] = TrueAudio(stream)
                }
                samples = counters[index]?.samples(in: packet) ?? 0
                headless[index]?.take(packet)
            }
            let time = clocks[index, default: PacketClock(stream)].take(packet, samples: samples, &joints)
            last = max(last, clocks[index]?.end ?? 0)
            guard stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO else { continue }
            sounds[index, default: []].append(SoundPacket(time: time.presentation ?? AVTS_NOPTS, samples: samples))
        }
        var survey = Survey()
        for (index, clock) in clocks where input.isPictureOrSound(index) {
            var track = clock.track(in: input, index)
            track.sound = sounds[index] ?? []
            if let samples = try headless[index]?.lastSamples(path: path) {
                track.end(withSamples: samples, of: input.stream(index))
            }
            survey.tracks[index] = track
        }
        survey.shortfall = shortfall(of: input, last: last)
        survey.repairs = joints.description
        return survey
    }

    /// Whether data is missing at the end. Every stream counts here, since the header's duration is that of all of them.
    private static func shortfall(of input: InputFile, last: Double) -> (found: Double, declared: Double)? {
        let context = input.context
        let zero = context.pointee.start_time == AVTS_NOPTS ? 0 : Double(context.pointee.start_time) / Double(AV_TIME_BASE)
        if let (found, expected) = InputFile.missingBytes(of: input.path) {
            let share = Double(found) / Double(expected)
            return share < 0.99 ? (last - zero, (last - zero) / share) : nil
        }
        guard context.pointee.duration != AVTS_NOPTS, context.pointee.duration_estimation_method == AVFMT_DURATION_FROM_STREAM
        else { return nil }
        let declared = Double(context.pointee.duration) / Double(AV_TIME_BASE)
        // Some headers count from the container's own zero (FLV, NUT), and some round to whole seconds.
        return declared > max(last, last - zero) + 1 ? (last - zero, declared) : nil
    }
}
