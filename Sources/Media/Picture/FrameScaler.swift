import CFFmpeg
import Tensors

/// Brings decoded pictures to RGB at a wanted size: colours, pixel shape, crop or bars, orientation.
///
/// Whatever a picture says of itself may change from one to the next: size, format, range, matrix, shape, orientation.
/// ```swift
/// let scaler = FrameScaler(size, orientation: info.orientation, path: path)
/// try scaler.write(frame, to: target)   // height × width × 3 bytes
/// ```
final class FrameScaler {
    let size: FrameSize
    private let orientation: Orientation
    private let path: String
    private var conversion: ColourConversion?
    private var expansion: ColourConversion?
    private var region: PictureRegion?
    private let cropped = Frame()

    /// `orientation` is the container's; a picture that carries its own is turned by that.
    init(_ size: FrameSize, orientation: Orientation, path: String) {
        self.size = size
        self.orientation = orientation
        self.path = path
    }

    /// Writes height × width × 3 bytes.
    /// - Throws: `.decodingFailed` where libav cannot bring these pixels to that size.
    func write(_ frame: Frame, to target: UnsafeMutablePointer<UInt8>) throws(MediaError) {
        let picture = UnsafePointer(frame.pointer)
        let (width, height) = (Int(picture.pointee.width), Int(picture.pointee.height))
        guard width > 0, height > 0, picture.pointee.data.0 != nil else { throw failure("a picture of \(width)×\(height)") }
        let orientation = orientation(of: picture)
        let format = PixelFormat(picture.pointee.format)
        let region = PictureRegion(
            width: width, height: height, ratio: PixelShape.ratio(of: picture), chroma: format.chroma, into: size, orientation)
        let shown = try crop(picture, to: region, format)
        guard let rgb = try conversion(of: shown, to: region).convert(shown) else { throw failure(describe(picture)) }
        copy(rgb, region, orientation, to: target)
    }

    /// The picture's own orientation, else the container's.
    private func orientation(of picture: UnsafePointer<AVFrame>) -> Orientation {
        guard let own = DisplayMatrix.orientation(of: picture) else { return orientation }
        if own.swapsSides != orientation.swapsSides {
            NoticeBoard.tell(
                "\(path): its pictures say that they are \(own), its header \(orientation): the frames follow the pictures, "
                    + "the width and height in `info` the header")
        }
        return own
    }

    /// The picture's part that is shown.
    private func crop(
        _ picture: UnsafePointer<AVFrame>, to region: PictureRegion, _ format: PixelFormat
    ) throws(MediaError) -> UnsafePointer<AVFrame> {
        let (width, height) = (Int(picture.pointee.width), Int(picture.pointee.height))
        if region.width == width && region.height == height { return picture }
        var whole = picture
        if format.isBitstream {  // no byte begins where the cut does
            let source = ColourConversion.Source(picture, width: width, height: height)
            if expansion?.source != source {
                expansion = ColourConversion(source, width: width, height: height, to: AV_PIX_FMT_GRAY8)
            }
            guard let grey = expansion?.convert(picture) else { throw failure(describe(picture)) }
            whole = grey
        }
        av_frame_unref(cropped.pointer)
        guard av_frame_ref(cropped.pointer, whole) >= 0 else { throw failure("no memory") }
        let part = cropped.pointer
        part.pointee.crop_left = region.x
        part.pointee.crop_top = region.y
        part.pointee.crop_right = width - region.x - region.width
        part.pointee.crop_bottom = height - region.y - region.height
        guard av_frame_apply_cropping(part, Int32(AV_FRAME_CROP_UNALIGNED)) >= 0 else { throw failure(describe(picture)) }
        return UnsafePointer(part)
    }

    /// The conversion that fits the picture; pictures of one stream seldom change.
    private func conversion(
        of picture: UnsafePointer<AVFrame>, to region: PictureRegion
    ) throws(MediaError) -> ColourConversion {
        let source = ColourConversion.Source(picture, width: region.width, height: region.height)
        if let conversion, conversion.source == source, self.region == region { return conversion }
        conversion = nil  // its memory first
        guard let made = ColourConversion(source, width: region.targetWidth, height: region.targetHeight) else {
            throw failure(describe(picture))
        }
        conversion = made
        self.region = region
        return made
    }

    /// Lays the scaled picture into the target, mirrored and turned, between bars where it does not fill it.
    private func copy(
        _ rgb: UnsafePointer<AVFrame>, _ region: PictureRegion, _ orientation: Orientation, to target: UnsafeMutablePointer<UInt8>
    ) {
        let (width, height) = orientation.swapsSides ? (size.height, size.width) : (size.width, size.height)
        if region.targetWidth != width || region.targetHeight != height {
            target.update(repeating: 0, count: size.width * size.height * 3)
        }
        let walk = orientation.walk(width: width, height: height)
        let across = (walk.column.y * size.width + walk.column.x) * 3
        let down = (walk.row.y * size.width + walk.row.x) * 3
        let corner = (walk.start.y * size.width + walk.start.x) * 3 + region.targetX * across + region.targetY * down
        let planes = RGBRows(rgb)
        for y in 0..<region.targetHeight {
            var place = target + corner + y * down
            let (red, green, blue) = planes.row(y)
            var from = 0
            for _ in 0..<region.targetWidth {
                place[0] = red[from]
                place[1] = green[from]
                place[2] = blue[from]
                place += across
                from += planes.step
            }
        }
    }

    private func describe(_ picture: UnsafePointer<AVFrame>) -> String {
        let name = av_get_pix_fmt_name(AVPixelFormat(picture.pointee.format)).map { String(cString: $0) }
        return "no conversion of \(picture.pointee.width)×\(picture.pointee.height) pixels of format "
            + "\(name ?? "\(picture.pointee.format)") to RGB at \(size.width)×\(size.height)"
    }

    private func failure(_ reason: String) -> MediaError { .decodingFailed(path: path, stream: "picture", reason: reason) }
}
