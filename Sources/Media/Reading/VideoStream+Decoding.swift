import CFFmpeg

extension VideoStream {
    /// The next picture, or nil at the end; pictures that no moment from `next` on shows are passed over.
    func decode(_ moments: [Double], from next: Int) throws(MediaError) -> Picture? {
        let frame = Frame()
        while true {
            switch decoder.receive(frame) {
            case .frame:
                frame.adoptPixelShape(of: input.stream(index), in: input.context)
                let time = time(of: frame)
                // At the beginning too, what refers to pictures that are not there is left out.
                if shown == nil, upcoming == nil, frame.isDamaged, !hasShown { continue }
                if awaitsKeyFrame {
                    guard frame.isKeyFrame else { continue }
                    awaitsKeyFrame = false
                    firstWhole = time
                } else if let firstWhole, time < firstWhole - Self.slack {
                    continue  // a leading picture of an open group
                }
                hasShown = true
                return Picture(frame: frame, time: time)
            case .end:
                isDrained = true
                return nil
            case .needsPacket:
                guard let packet = try nextPacket() else {
                    decoder.send(nil)
                    continue
                }
                let isPassedOver = try isSuperseded(packet, moments, from: next)
                decoder.context.pointee.skip_frame = isPassedOver ? AVDISCARD_NONREF : AVDISCARD_DEFAULT
                decoder.send(packet)
                packet.clear()
                spare.append(packet)
            }
        }
    }

    /// Seconds on the file's clock; where nothing tells, one picture after the last. Times never run back: a picture that comes
    /// late is shown when it comes.
    private func time(of frame: Frame) -> Double {
        defer { pictureCount += 1 }
        if case .counted = track.order { return Double(pictureCount) * usualLength }
        if case .ranked(let times) = track.order, pictureCount < times.count { return clock.seconds(times[pictureCount]) }
        let last = shown?.time
        guard let ticks = frame.presentationTime else { return last.map { $0 + length(of: frame) } ?? 0 }
        let time = clock.seconds(ticks)
        return last.map { max(time, $0) } ?? time
    }

    private func length(of frame: Frame) -> Double {
        let ticks = frame.pointer.pointee.pkt_duration
        return ticks > 0 ? Double(ticks) * clock.rounding * 2 : usualLength
    }

    /// Takes a packet from the front of the queue, nil at the end of the data.
    private func nextPacket() throws(MediaError) -> Packet? {
        if waiting.isEmpty, try !fetch() { return nil }
        return waiting.removeFirst()
    }

    /// Reads one more packet into the queue.
    private func fetch() throws(MediaError) -> Bool {
        if isInputAtEnd { return false }
        hasRead = true
        let packet = spare.popLast() ?? Packet()
        while try input.read(into: packet) {
            guard packet.stream == index else { continue }
            if let place = ordinal {
                ordinal = place + 1
                if case .sequential(let times?) = track.order, place < times.count { packet.adopt(times[place]) }
            }
            lastDecodingTime = packet.decodingTime ?? lastDecodingTime
            waiting.append(packet)
            return true
        }
        isInputAtEnd = true
        return false
    }

    /// Whether another picture, still to come, precedes the same moment and so hides this one.
    private func isSuperseded(_ packet: Packet, _ moments: [Double], from next: Int) throws(MediaError) -> Bool {
        switch track.order {
        case .ranked, .counted: return false  // every picture has its number
        default: break
        }
        guard let ticks = packet.presentationTime else { return false }
        let time = clock.seconds(ticks)
        guard let moment = firstMoment(moments, from: next, notBefore: time) else { return false }
        let limit = clock.ticks(moment + Self.slack)
        if ticks > limit { return false }
        var place = 0
        while true {
            while place < waiting.count {
                if let other = waiting[place].presentationTime, other > ticks, other <= limit { return true }
                // Everything shown by the limit is decoded by then.
                if let decoding = waiting[place].decodingTime, decoding > limit { return false }
                if place > 512 { return false }
                place += 1
            }
            if try !fetch() { return false }
        }
    }

    private func firstMoment(_ moments: [Double], from next: Int, notBefore time: Double) -> Double? {
        var low = next
        var high = moments.count
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] + Self.slack < time { low = middle + 1 } else { high = middle }
        }
        return low < moments.count ? moments[low] : nil
    }
}
