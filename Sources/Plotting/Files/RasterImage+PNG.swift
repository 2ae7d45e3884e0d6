import CPNG

extension RasterImage {
    /// Encodes the image as an 8-bit RGB PNG file with textual metadata.
    ///
    /// libpng's simplified interface is used because it returns its errors: the classic one leaves by `longjmp`, which
    /// must not cross Swift frames. It knows no text, so that the text chunks are set in behind the header here.
    ///
    /// - Parameter metadata: keyword to text; keywords are 1…79 Latin-1 characters (PNG 1.2, 11.3.4). Text outside
    ///   Latin-1 goes into an iTXt chunk, as the standard wants. Chunks are written in the order of their keywords.
    /// - Throws: `PlotError.encoding` for an empty image, a bad keyword, or libpng's own reason.
    public func png(metadata: [String: String] = [:]) throws(PlotError) -> [UInt8] {
        guard width > 0, height > 0 else { throw .encoding("an image of \(width) × \(height) pixels has no pixel") }
        let text = try PNGChunk.text(metadata)
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(width)
        image.height = png_uint_32(height)
        image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)  // RGB
        var size: png_alloc_size_t = 0
        guard png_image_write_to_memory(&image, nil, &size, 0, rgb, 0, nil) != 0 else {
            throw .encoding(image.reason)
        }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            failed = png_image_write_to_memory(&image, buffer.baseAddress, &size, 0, rgb, 0, nil) == 0
            count = failed ? 0 : Int(size)
        }
        guard !failed else { throw .encoding(image.reason) }
        return Array(bytes[..<PNGChunk.endOfHeader]) + text + bytes[PNGChunk.endOfHeader...]
    }

    /// Decodes any PNG file to 8-bit RGB; transparent parts are laid on white.
    ///
    /// - Throws: `PlotError.decoding` when the bytes are no PNG file, or a damaged one.
    public init(png bytes: [UInt8]) throws(PlotError) {
        guard bytes.starts(with: PNGChunk.signature) else { throw .decoding("found no PNG signature") }
        let (bits, data) = try PNGChunk.size(of: bytes)
        // libpng keeps the pointer from the beginning of reading to its end.
        self = try bytes.withUnsafeBufferPointer { (bytes) throws(PlotError) in
            try Self.decoded(bytes, bits: bits, data: data)
        }
    }

    private static func decoded(
        _ bytes: UnsafeBufferPointer<UInt8>, bits: Int, data: Int
    ) throws(PlotError) -> RasterImage {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else { throw .decoding(image.reason) }
        image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
        let width = Int(image.width), height = Int(image.height)
        // A few bytes can claim a million pixels squared: the picture is as large as its data can make it, and no larger than a screen.
        guard width * height <= 1 << 26 else { throw .decoding("\(width) × \(height) pixels are too many") }
        // Deflate packs at most 1,032 bytes into one (zlib's documentation, "Maximum Expansion Factor").
        guard width * height * bits / 8 <= data * 1032 else {
            throw .decoding("\(width) × \(height) pixels of \(bits) bits, more than \(data) bytes of data can hold")
        }
        var white = png_color(red: 255, green: 255, blue: 255)
        var rgb = [UInt8](repeating: 0, count: width * height * 3)
        guard png_image_finish_read(&image, &white, &rgb, 0, nil) != 0 else { throw .decoding(image.reason) }
        return RasterImage(width: width, height: height, rgb: rgb)
    }

    /// The keyword and text of every tEXt and iTXt chunk of a PNG file.
    ///
    /// - Throws: `PlotError.decoding` when the bytes are no chain of PNG chunks.
    public static func metadata(ofPNG bytes: [UInt8]) throws(PlotError) -> [String: String] {
        var result: [String: String] = [:]
        for chunk in try PNGChunk.all(in: bytes) {
            if let (keyword, text) = chunk.keywordAndText { result[keyword] = text }
        }
        return result
    }
}

extension png_image {
    fileprivate var reason: String {
        withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
