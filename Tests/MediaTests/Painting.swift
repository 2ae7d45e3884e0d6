import Foundation
import Media
import TestSupport
import XCTest

/// Three still pictures with nothing alike about their sides: what the tests of shape, direction and colour look at.
enum Painting {
    static let frameRate = 5

    /// Slow waves of colour, and a white and a black patch in the upper left.
    static func rgb(_ width: Int, _ height: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for frame in 0..<3 {
            for y in 0..<height {
                for x in 0..<width {
                    let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
                    let shade = Double(frame) * 20
                    let colour = [90 + 80 * sin(3 * u + v), 40 + 170 * v, 150 - 100 * u * v].map { UInt8($0 + shade) }
                    bytes += u < 0.25 && v < 0.3 ? (u < 0.12 ? [255, 255, 255] : [0, 0, 0]) : colour
                }
            }
        }
        return bytes
    }

    /// Writes the pictures with the tool; `settings` come between input and output.
    static func write(_ width: Int, _ height: Int, _ settings: String, to name: String, in folder: TemporaryDirectory) throws {
        let raw = folder.path("painting-\(width)x\(height).rgb")
        if !FileManager.default.fileExists(atPath: raw) {
            try Data(rgb(width, height)).write(to: URL(fileURLWithPath: raw))
        }
        try FFmpegTool.run(
            "-f rawvideo -pix_fmt rgb24 -s \(width)x\(height) -r \(frameRate) -i \(raw) \(settings) \(folder.path(name))")
    }

    /// The first two pictures as the library reads them.
    static func read(_ path: String, _ size: FrameSize) throws -> [UInt8] {
        try ClipReader(path).frames(from: 0, duration: 2 / Double(frameRate), frameRate: Double(frameRate), size: size).rgb
    }

    /// The first two pictures as the tool shows them.
    static func expected(_ path: String, _ filter: String, in folder: TemporaryDirectory) throws -> [UInt8] {
        Array(try FFmpegTool.decode(path, "-frames:v 2 -vf \(filter) -pix_fmt rgb24 -f rawvideo", in: folder))
    }

    /// Compares library and tool at several sizes: 40 dB and more.
    static func check(
        _ path: String, shown: (width: Int, height: Int), stored: (width: Int, height: Int), _ sizes: [FrameSize],
        in folder: TemporaryDirectory, file: StaticString = #filePath, line: UInt = #line
    ) throws {
        let outputs = sizes.enumerated().map { (index, size) in
            "-frames:v 2 -vf \(filter(shown, stored: stored, size)) -pix_fmt rgb24 -f rawvideo \(folder.path("size-\(index).raw"))"
        }
        try FFmpegTool.run("-i \(path) \(outputs.joined(separator: " "))")
        for (index, size) in sizes.enumerated() {
            let expected = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("size-\(index).raw")))
            XCTAssertGreaterThanOrEqual(
                peakSignalToNoise(try read(path, size), expected), 40,
                "\((path as NSString).lastPathComponent) at \(size.width)×\(size.height), \(size.fit)", file: file, line: line)
        }
    }

    /// The tool's filters that bring a picture of `shown` size into `size` as the library does.
    static func filter(_ shown: (width: Int, height: Int), stored: (width: Int, height: Int), _ size: FrameSize) -> String {
        func scale(_ width: Int, _ height: Int, from: (width: Int, height: Int)) -> String {
            // At the picture's own size the tool is left its usual interpolation of the chroma.
            let isReducing = width <= from.width && height <= from.height && (width, height) != (from.width, from.height)
            return "scale=\(width):\(height):flags=\(isReducing ? "area" : "bicubic")+\(FFmpegTool.exact)"
        }
        let (aspect, wanted) = (Double(shown.width) / Double(shown.height), Double(size.width) / Double(size.height))
        switch size.fit {
        case .stretch: return scale(size.width, size.height, from: stored)
        case .crop:
            var part = stored
            if aspect > wanted {
                part.width = Int((Double(stored.width) * wanted / aspect).rounded())
            } else {
                part.height = Int((Double(stored.height) * aspect / wanted).rounded())
            }
            // The tool itself would cut anywhere and move the colours by half a sample.
            let (x, y) = ((stored.width - part.width) / 4 * 2, (stored.height - part.height) / 4 * 2)
            return "crop=\(part.width):\(part.height):\(x):\(y):exact=1," + scale(size.width, size.height, from: part)
        case .letterbox:
            let width = aspect > wanted ? size.width : Int((Double(size.height) * aspect).rounded())
            let height = aspect > wanted ? Int((Double(size.width) / aspect).rounded()) : size.height
            return scale(width, height, from: stored)
                + ",format=rgb24,pad=\(size.width):\(size.height):\((size.width - width) / 2):\((size.height - height) / 2):black"
        }
    }
}

/// Peak signal-to-noise ratio of bytes, dB; infinite where nothing differs.
func peakSignalToNoise(_ found: [UInt8], _ expected: [UInt8]) -> Double {
    guard found.count == expected.count, !found.isEmpty else { return -.infinity }
    let squares = zip(found, expected).reduce(into: 0) { $0 += (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
    return 10 * log10(255 * 255 * Double(found.count) / Double(squares))
}

/// A YUV4MPEG2 file: a line of header, then raw planes. Every sample value can be chosen, and every header.
enum RawFile {
    /// Writes `count` pictures; each of `planes` is given as samples, of `bytesPerSample`.
    static func write(
        _ header: String, planes: [[Int]], bytesPerSample: Int = 1, count: Int = 3, to path: String
    ) throws {
        var data = Data("YUV4MPEG2 \(header)\n".utf8)
        for _ in 0..<count {
            data += Data("FRAME\n".utf8)
            for plane in planes {
                for sample in plane { data += (0..<bytesPerSample).map { UInt8(sample >> (8 * $0) & 255) } }
            }
        }
        try data.write(to: URL(fileURLWithPath: path))
    }
}
