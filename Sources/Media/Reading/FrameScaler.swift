import CFFmpeg

/// Brings decoded pictures to RGB at a wanted size: colour matrix, pixel shape, rotation, crop or bars.
///
/// Reducing averages areas, so that nothing aliases; enlarging interpolates. Rounding is exact on every CPU.
final class FrameScaler {
    let size: FrameSize
    private let quarterTurns: Int
    private var context: OpaquePointer?
    private var source: Source?
    private let cropped = Frame()
    private var turned: [UInt8] = []

    /// What a conversion context is built for.
    private struct Source: Equatable {
        var width, height, format, colorSpace, range: Int32
        var aspect: Double
        var region: Region
    }

    /// The part of the decoded picture that is shown, and the part of the target it fills; pixels.
    private struct Region: Equatable {
        var x, y, width, height: Int
        var targetX, targetY, targetWidth, targetHeight: Int
    }

    init(_ size: FrameSize, quarterTurns: Int) {
        self.size = size
        self.quarterTurns = quarterTurns
    }

    deinit { sws_freeContext(context) }

    /// Writes height × width × 3 bytes.
    func write(_ frame: Frame, to target: UnsafeMutablePointer<UInt8>) -> Bool {
        guard let region = prepare(frame.pointer) else { return false }
        if region.targetWidth != turnedSize.width || region.targetHeight != turnedSize.height {
            target.update(repeating: 0, count: size.width * size.height * 3)
        }
        if quarterTurns == 0 { return scale(frame.pointer, region, to: target) }
        turned.resize(to: size.width * size.height * 3)
        let done = turned.withUnsafeMutableBufferPointer { buffer in
            buffer.update(repeating: 0)
            return scale(frame.pointer, region, to: buffer.baseAddress!)
        }
        turn(into: target)
        return done
    }

    /// The target's size before the picture is turned upright.
    private var turnedSize: (width: Int, height: Int) {
        quarterTurns % 2 == 0 ? (size.width, size.height) : (size.height, size.width)
    }

    private func scale(
        _ frame: UnsafeMutablePointer<AVFrame>, _ region: Region, to target: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        av_frame_unref(cropped.pointer)
        guard av_frame_ref(cropped.pointer, frame) >= 0 else { return false }
        let picture = cropped.pointer
        picture.pointee.crop_left = region.x
        picture.pointee.crop_top = region.y
        picture.pointee.crop_right = Int(frame.pointee.width) - region.x - region.width
        picture.pointee.crop_bottom = Int(frame.pointee.height) - region.y - region.height
        guard av_frame_apply_cropping(picture, Int32(AV_FRAME_CROP_UNALIGNED)) >= 0 else { return false }
        let rowBytes = turnedSize.width * 3
        let first = target + region.targetY * rowBytes + region.targetX * 3
        var planes: [UnsafeMutablePointer<UInt8>?] = [first, nil, nil, nil]
        var strides: [Int32] = [Int32(rowBytes), 0, 0, 0]
        let lines = withUnsafePointer(to: &picture.pointee.data) { data in
            data.withMemoryRebound(to: UnsafePointer<UInt8>?.self, capacity: 8) { from in
                withUnsafePointer(to: &picture.pointee.linesize) { sizes in
                    sizes.withMemoryRebound(to: Int32.self, capacity: 8) { lineSizes in
                        sws_scale(context, from, lineSizes, 0, picture.pointee.height, &planes, &strides)
                    }
                }
            }
        }
        return Int(lines) == region.targetHeight
    }

    /// Turns the scaled picture clockwise into the target.
    private func turn(into target: UnsafeMutablePointer<UInt8>) {
        let (width, height) = turnedSize
        turned.withUnsafeBufferPointer { source in
            for y in 0..<height {
                for x in 0..<width {
                    let (toX, toY) =
                        switch quarterTurns {
                        case 1: (height - 1 - y, x)
                        case 2: (width - 1 - x, height - 1 - y)
                        default: (y, width - 1 - x)
                        }
                    for c in 0..<3 { target[(toY * size.width + toX) * 3 + c] = source[(y * width + x) * 3 + c] }
                }
            }
        }
    }
}

// MARK: Building the conversion

extension FrameScaler {
    /// Makes the context fit the picture; pictures of one stream seldom change.
    private func prepare(_ frame: UnsafeMutablePointer<AVFrame>) -> Region? {
        let shape = frame.pointee.sample_aspect_ratio
        let aspect = shape.num > 0 && shape.den > 0 ? Double(shape.num) / Double(shape.den) : 1
        let wanted = Source(
            width: frame.pointee.width, height: frame.pointee.height, format: frame.pointee.format,
            colorSpace: Int32(frame.pointee.colorspace.rawValue), range: Int32(frame.pointee.color_range.rawValue),
            aspect: aspect,
            region: region(
                width: Int(frame.pointee.width), height: Int(frame.pointee.height), aspect: aspect,
                format: AVPixelFormat(rawValue: frame.pointee.format)))
        if wanted == source { return wanted.region }
        sws_freeContext(context)
        context = nil
        source = nil
        let region = wanted.region
        let isReducing = region.targetWidth <= region.width && region.targetHeight <= region.height
        let flags = (isReducing ? SWS_AREA : SWS_BICUBIC) | SWS_ACCURATE_RND | SWS_BITEXACT
        guard
            let made = sws_getContext(
                Int32(region.width), Int32(region.height), AVPixelFormat(rawValue: wanted.format),
                Int32(region.targetWidth), Int32(region.targetHeight), AV_PIX_FMT_RGB24, flags, nil, nil, nil)
        else { return nil }
        let isFull = wanted.range == Int32(AVCOL_RANGE_JPEG.rawValue) || Self.isFullRange(wanted.format)
        // An unknown matrix is read as BT.601, as every tool built on swscale does.
        let matrix = sws_getCoefficients(wanted.colorSpace)
        sws_setColorspaceDetails(
            made, matrix, isFull ? 1 : 0, sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16)
        context = made
        source = wanted
        return region
    }

    private static func isFullRange(_ format: Int32) -> Bool {
        [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUVJ411P]
            .contains { $0.rawValue == format }
    }

    private func region(width: Int, height: Int, aspect: Double, format: AVPixelFormat) -> Region {
        let (targetWidth, targetHeight) = turnedSize
        var region = Region(
            x: 0, y: 0, width: width, height: height, targetX: 0, targetY: 0, targetWidth: targetWidth,
            targetHeight: targetHeight)
        let shown = Double(width) * aspect / Double(height)
        let wanted = Double(targetWidth) / Double(targetHeight)
        switch size.fit {
        case .stretch: break
        case .crop where shown > wanted:
            region.width = min(width, max(1, Int((Double(height) * wanted / aspect).rounded())))
            region.x = even((width - region.width) / 2)
        case .crop:
            region.height = min(height, max(1, Int((Double(width) * aspect / wanted).rounded())))
            region.y = even((height - region.height) / 2)
        case .letterbox where shown > wanted:
            region.targetHeight = max(1, Int((Double(targetWidth) / shown).rounded()))
            region.targetY = (targetHeight - region.targetHeight) / 2
        case .letterbox:
            region.targetWidth = max(1, Int((Double(targetHeight) * shown).rounded()))
            region.targetX = (targetWidth - region.targetWidth) / 2
        }
        return region
    }

    /// Colour is stored at half the resolution: a crop starts where a colour sample does.
    private func even(_ value: Int) -> Int { value & ~1 }
}

extension Array<UInt8> {
    fileprivate mutating func resize(to wanted: Int) {
        if count != wanted { self = [UInt8](repeating: 0, count: wanted) }
    }
}
