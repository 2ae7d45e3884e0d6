import CFFmpeg
import Glibc

/// Keeps what libav would print on stderr, so that an error can quote it.
///
/// libav reports details (why a header is refused) only through its log; nothing of it ever reaches the terminal.
enum LibAVLog {
    /// The last complaint of one thread; it goes when the thread goes, so that no other thread ever inherits it.
    private final class Complaint {
        var line: String?
    }

    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let code = pthread_key_create(&key) { Unmanaged<Complaint>.fromOpaque($0!).release() }
        precondition(code == 0, "pthread_key_create: \(code)")
        return key
    }()

    private static var mine: Complaint {
        if let held = pthread_getspecific(key) { return Unmanaged<Complaint>.fromOpaque(held).takeUnretainedValue() }
        let made = Complaint()
        pthread_setspecific(key, Unmanaged.passRetained(made).toOpaque())
        return made
    }

    /// The most memory libav takes at once, bytes: a plane of 8192×4608 samples of 16 bits needs less, and so does such a picture of
    /// four packed bytes a sample at 7680×4320. A count in a header that would need more is a lie.
    private static let largestBlock = 128 << 20

    /// Installed once, on first use of libav. Only errors are kept, so that decoding costs nothing.
    private static let installed: Void = {
        av_max_alloc(largestBlock)
        av_log_set_callback { context, level, format, arguments in
            guard level <= AV_LOG_ERROR, let format, let arguments else { return }
            var line = [CChar](repeating: 0, count: 512)
            var prefix: Int32 = 1
            av_log_format_line2(context, level, format, arguments, &line, Int32(line.count), &prefix)
            mine.line = string(line)
        }
    }()

    /// Silences libav; call before the first use of it.
    static func install() { _ = installed }

    /// Forgets this thread's last complaint.
    static func clear() {
        install()
        mine.line = nil
    }

    /// This thread's last complaint since `clear`, without libav's own prefix `[mov @ 0x…]`.
    static func lastComplaint() -> String? {
        guard let line = mine.line else { return nil }
        var text = Substring(line)
        while text.first == "[", let end = text.range(of: "] ") { text = text[end.upperBound...] }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text.isEmpty ? nil : String(text)
    }

    /// The text of an error code, with the log's detail where there is one.
    static func explain(_ code: Int32) -> String {
        var text = [CChar](repeating: 0, count: 128)
        av_strerror(code, &text, text.count)
        let meaning = string(text)
        guard let detail = lastComplaint(), detail != meaning else { return meaning }
        return "\(meaning): \(detail)"
    }
}

/// The text of a C buffer that ends with a zero.
func string(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

extension Substring {
    /// Where `needle` first occurs.
    fileprivate func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
