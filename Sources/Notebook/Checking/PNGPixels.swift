import CPNG

/// The pixels of a PNG picture, row by row, on white.
package struct PNGPixels {
    package enum Form {
        /// One byte a pixel.
        case grey
        /// Three bytes a pixel: red, green, blue.
        case rgb
    }

    package let width: Int
    package let height: Int
    package let bytes: [UInt8]

    /// - Returns: nil for bytes that are no PNG picture, or claim more pixels than they can hold.
    package init?(png: [UInt8], as form: Form) {
        // The library reads from the bytes as long as the picture is open.
        let read = png.withUnsafeBufferPointer { png -> (Int, Int, [UInt8])? in
            var image = png_image()
            image.version = UInt32(PNG_IMAGE_VERSION)
            defer { png_image_free(&image) }
            guard png_image_begin_read_from_memory(&image, png.baseAddress, png.count) != 0 else { return nil }
            image.format = form == .grey ? UInt32(PNG_FORMAT_GRAY) : UInt32(PNG_FORMAT_RGB)
            let (width, height) = (Int(image.width), Int(image.height))
            // Deflate packs at most 1,032 bytes into one; a pixel may be one bit.
            guard width > 0, height > 0, width * height <= 1 << 26, width * height / 8 <= png.count * 1032 else { return nil }
            var bytes = [UInt8](repeating: 0, count: width * height * (form == .grey ? 1 : 3))
            var white = png_color(red: 255, green: 255, blue: 255)
            guard png_image_finish_read(&image, &white, &bytes, 0, nil) != 0 else { return nil }
            return (width, height, bytes)
        }
        guard let read else { return nil }
        (width, height, bytes) = read
    }
}
