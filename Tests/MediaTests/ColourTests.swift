import Foundation
import Media
import TestSupport
import XCTest

/// Colours of every kind of pixel.
final class ColourTests: XCTestCase {
    /// Every level of grey, as the formula gives it: `255 (Y − 16) / 219`, or Y itself in full range.
    func testGreysAreExact() throws {
        let folder = TemporaryDirectory()
        let path = folder.path("a.y4m")
        for (format, bits, chromaWidth, chromaHeight) in [
            ("C420jpeg", 8, 2, 2), ("C422", 8, 2, 1), ("C444", 8, 1, 1), ("C411", 8, 4, 1), ("C420p10", 10, 2, 2),
            ("C422p10", 10, 2, 1),
            ("C444p12", 12, 1, 1), ("Cmono", 8, 0, 0), ("Cmono10", 10, 0, 0),
        ] {
            for range in ["LIMITED", "FULL"] {
                for level in stride(from: 0, through: 255, by: 5) {
                    // 235 and 16 are white and black.
                    let byte = level == 230 ? 235 : level == 15 ? 16 : level
                    let deep = byte << (bits - 8)
                    // More bits are finer steps of the same scale.
                    let exact = range == "FULL" ? Double(byte) : 255 * (Double(byte) - 16) / 219
                    if level % 25 != 0 && ![230, 15, 255].contains(level) && format != "C420jpeg" { continue }
                    let chroma = chromaWidth == 0 ? 0 : (16 / chromaWidth) * (8 / chromaHeight)
                    let planes =
                        [[Int](repeating: deep, count: 16 * 8)]
                        + (chroma == 0
                            ? [] : [Int](repeating: 0, count: 2).map { _ in [Int](repeating: 128 << (bits - 8), count: chroma) })
                    try RawFile.write(
                        "W16 H8 F5:1 Ip A1:1 \(format) XCOLORRANGE=\(range)", planes: planes, bytesPerSample: bits > 8 ? 2 : 1,
                        to: path)
                    for size in level % 25 == 5 ? [FrameSize(16, 8)] : [FrameSize(16, 8), FrameSize(4, 4), FrameSize(33, 31)] {
                        let found = Set(try Painting.read(path, size))
                        XCTAssertEqual(found.count, 1)
                        let error = abs(Double(found.first ?? 0) - min(255, max(0, exact)))
                        XCTAssertLessThanOrEqual(
                            error, [16, 235, 0, 255].contains(byte) ? 0.25 : 1, "\(format) \(range) \(byte) \(found)")
                    }
                }
            }
        }
    }

    /// Formats, by the encoders that store them, against the tool's own conversion.
    func testEveryFormatAgreesWithTheTool() throws {
        let folder = TemporaryDirectory()
        let raw = [
            "gray", "ya8", "gray10le", "gray16be", "monow", "monob", "rgb24", "bgr24", "rgba", "argb", "bgr0", "rgb565le", "rgb8",
            "rgb48be", "gbrp", "gbrp10le", "gbrap", "yuv410p", "yuv411p", "yuv440p", "yuv422p", "yuyv422", "uyvy422", "nv12",
            "nv21", "p010le",
            "p010be", "yuv420p16be", "yuv444p10le", "yuva420p", "yuva444p10le", "yuvj422p",
        ].map { ("\($0).nut", "-c:v rawvideo -pix_fmt \($0)") }
        let coded = [
            ("full.mp4", "-c:v libx264 -qp 0 -vf scale=out_range=pc -pix_fmt yuvj420p -color_range pc"),
            ("tagged.mkv", "-c:v ffv1 -vf scale=out_range=pc -pix_fmt yuv420p -color_range pc"),
            ("ten.mp4", "-c:v libx264 -qp 0 -pix_fmt yuv420p10le"),
            ("ten.mkv", "-c:v libx265 -x265-params lossless=1:log-level=none -pix_fmt yuv422p10le"),
            ("full.avi", "-c:v mjpeg -q:v 2 -pix_fmt yuvj444p"),
            (
                "alpha8.webm",
                "-c:v libvpx -crf 4 -b:v 4M -auto-alt-ref 0 -vf format=rgba,colorchannelmixer=aa=0.4 -pix_fmt yuva420p"
            ),
            ("alpha9.webm", "-c:v libvpx-vp9 -lossless 1 -vf format=rgba,colorchannelmixer=aa=0.4 -pix_fmt yuva420p"),
            ("alpha.mov", "-c:v qtrle -vf format=rgba,colorchannelmixer=aa=0.4 -pix_fmt argb"),
            ("alpha.mkv", "-c:v ffv1 -vf format=rgba,colorchannelmixer=aa=0.4 -pix_fmt bgra"),
            ("palette.gif", ""),
            (
                "clear.gif",
                "-vf format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(X,30),0,255)',split[a][b];[a]palettegen[p];[b][p]paletteuse"
            ),
            ("palette.mov", "-c:v png -pix_fmt pal8"), ("rgb.mov", "-c:v png -pix_fmt rgba"),
            ("rgb.webm", "-c:v libvpx-vp9 -lossless 1 -pix_fmt gbrp"),
            ("rgb.mp4", "-c:v libx264rgb -qp 0"), ("prores.mov", "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le"),
            ("h.ogv", "-c:v libtheora -q:v 10"),
        ]
        for (name, settings) in raw + coded { try compare(name, settings, in: folder) }
    }

    func testMatrices() throws {
        let folder = TemporaryDirectory()
        for matrix in ["bt709", "fcc", "bt470bg", "smpte170m", "smpte240m", "bt2020nc", "ycgco", "unknown"] {
            for (name, settings) in [
                ("\(matrix).mp4", "-c:v libx264 -qp 0 -pix_fmt yuv420p"), ("\(matrix).mkv", "-c:v ffv1 -pix_fmt yuv444p"),
            ] {
                try compare(
                    name, "\(settings) -colorspace \(matrix)", in: folder, sizes: [FrameSize(64, 48), FrameSize(square: 20)])
            }
        }
    }

    private func compare(_ name: String, _ settings: String, in folder: TemporaryDirectory, sizes: [FrameSize]? = nil) throws {
        try Painting.write(64, 48, settings, to: name, in: folder)
        let every = [
            FrameSize(64, 48), FrameSize(square: 20), FrameSize(32, 30, fit: .stretch), FrameSize(90, 80, fit: .letterbox),
        ]
        try Painting.check(folder.path(name), shown: (64, 48), stored: (64, 48), sizes ?? every, in: folder)
    }
}

extension ColourTests {
    /// What the writer stores comes back: RGB, full-range (JPEG) and limited-range encoders.
    func testWrittenColoursComeBack() throws {
        let folder = TemporaryDirectory()
        let rgb = Array(Painting.rgb(64, 48).prefix(64 * 48 * 3))
        for (name, encoder, isExact) in [
            ("a.mp4", "libx264", false), ("b.mp4", "libx264rgb", false), ("a.avi", "mjpeg", false), ("b.avi", "huffyuv", false),
            ("c.avi", "utvideo", false), ("a.mkv", "ljpeg", false), ("b.mkv", "ffv1", false), ("a.mov", "qtrle", true),
            ("b.mov", "png", true),
        ] {
            let video = VideoSettings(width: 64, height: 48, frameRate: 25, quality: 6, encoder: encoder)
            let writer = try MediaWriter(folder.path(name), video: video)
            for _ in 0..<5 { try writer.append(frame: rgb) }
            try writer.finish()
            let path = folder.path(name)
            let found = try ClipReader(path).frames(from: 0, duration: 0.04, frameRate: 25, size: FrameSize(64, 48)).rgb
            XCTAssertGreaterThanOrEqual(peakSignalToNoise(found, rgb), isExact ? .infinity : 40, encoder)
            let tool = Array(
                try FFmpegTool.decode(
                    path, "-frames:v 1 -vf scale=flags=bicubic+\(FFmpegTool.exact) -pix_fmt rgb24 -f rawvideo", in: folder))
            XCTAssertGreaterThanOrEqual(peakSignalToNoise(found, tool), 40, "\(encoder) by the tool")
        }
    }
}
