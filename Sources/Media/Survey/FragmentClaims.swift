import Glibc

/// Looks through the fragments of an MP4 file for what cannot be true, before libav believes it.
///
/// A run of samples (`trun`, ISO/IEC 14496-12, 8.8.8) tells how many there are: libav makes an entry for each, whatever the file's
/// size. A fragment (`tfhd`, 8.8.7) tells its track: for one that the header does not list, libav 5.1 counts from −2³¹ to 0. Both
/// cost seconds a fragment, at each opening.
enum FragmentClaims {
    /// What is wrong with the first run that claims more samples than there is room for; nil where nothing is, and for other files.
    static func complaint(about path: String) -> String? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        fseeko(file, 0, SEEK_END)
        let size = Int(ftello(file))
        guard let first = bytes(file, 4, 4), ["ftyp", "styp", "moov", "moof"].contains(first.text) else { return nil }
        var tracks: Set<Int> = []
        return complaint(file, 0..<size, size, &tracks)
    }

    private static let containers: Set<String> = ["moov", "trak", "moof", "traf"]

    private static func complaint(
        _ file: UnsafeMutablePointer<FILE>, _ range: Range<Int>, _ fileSize: Int, _ tracks: inout Set<Int>
    ) -> String? {
        var place = range.lowerBound
        while place + 8 <= range.upperBound, let header = bytes(file, place, 16) {
            var (length, start) = (header.number(0), place + 8)
            if length == 1 { (length, start) = (header.number(8) << 32 | header.number(12), place + 16) }
            if length == 0 { length = range.upperBound - place }
            guard length >= start - place else { return nil }
            let end = min(range.upperBound, place &+ length)
            if end <= place { return nil }
            switch header.text(at: 4) {
            case "tkhd":
                if let body = bytes(file, start, 24) { tracks.insert(body.number(body.list[0] == 1 ? 20 : 12)) }
            case "tfhd":
                if let body = bytes(file, start, 8), !tracks.contains(body.number(4)) {
                    return "a fragment of track \(body.number(4)), which its header does not list"
                }
            case "trun":
                guard let run = bytes(file, start, 8) else { break }
                // Duration, size, flags, offset: four bytes a sample each, where they are told.
                let told = [0x100, 0x200, 0x400, 0x800].reduce(0) { $0 + (run.number(0) & $1 == 0 ? 0 : 4) }
                let room = told == 0 ? fileSize : (end - start) / told
                if run.number(4) > room { return "a fragment with \(run.number(4)) samples where \(room) have room" }
            case let name where containers.contains(name):
                if let found = complaint(file, start..<end, fileSize, &tracks) { return found }
            default: break
            }
            place = end
        }
        return nil
    }

    /// Up to `count` bytes; fewer at the end are filled up with zeros.
    private static func bytes(_ file: UnsafeMutablePointer<FILE>, _ place: Int, _ count: Int) -> Bytes? {
        var list = [UInt8](repeating: 0, count: count)
        guard fseeko(file, off_t(place), SEEK_SET) == 0, fread(&list, 1, count, file) > 0 else { return nil }
        return Bytes(list: list)
    }

    private struct Bytes {
        let list: [UInt8]
        var text: String { text(at: 0) }
        func text(at place: Int) -> String { String(decoding: list[place..<place + 4], as: UTF8.self) }
        func number(_ place: Int) -> Int { list[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    }
}
