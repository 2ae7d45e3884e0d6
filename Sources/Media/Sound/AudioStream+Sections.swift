import CFFmpeg

extension AudioStream {
    /// Rows of a section, and those decoded before it: both the same wherever reading began.
    func sectionRows(_ table: SoundTable) -> Int {
        guard case .section(let seconds) = memory else { return .max }
        return max(8, Int(seconds * Double(sampleRate)) / max(1, table.rows[0].count))
    }

    func runUpRows(_ table: SoundTable) -> Int {
        min(64, 1 + Int(memory.runUp * Double(sampleRate)) / max(1, table.rows[0].count))
    }

    func sectionStart(_ row: Int, _ table: SoundTable) -> Int { row / sectionRows(table) * sectionRows(table) }

    /// Sends the packet just read, after a fresh decoder and its run-up where a section begins.
    func sendInSections(_ table: SoundTable) throws(MediaError) {
        guard let time = packet.presentationTime, let row = table.row(atTime: time) else { return decoder.send(packet) }
        let isNewSection = row > 0 && row == sectionStart(row, table) && recentRow == row - 1 && recent.count >= runUpRows(table)
        if isNewSection {
            decoder.send(nil)
            while case .frame = decoder.receive(frame) { try accept() }
            decoder = try freshDecoder()
            for earlier in recent.suffix(runUpRows(table)) {
                decoder.send(earlier)
                // What comes of it was heard already.
                while case .frame = decoder.receive(frame) {}
            }
        }
        decoder.send(packet)
        if recent.count >= runUpRows(table) { recent.removeFirst() }
        recent.append(packet.copy())
        recentRow = row
    }
}
