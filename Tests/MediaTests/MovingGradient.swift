import Foundation
import Media
import TestSupport

/// Pictures of which no two are alike, encoded by the tool into any codec and container.
enum MovingGradient {
    static let (width, height, frameRate, count) = (48, 32, 25, 75)
    static var seconds: Double { Double(count) / Double(frameRate) }

    /// Two gradients that move at different speeds, and a block whose shade and place count the pictures.
    static func frame(_ index: Int) -> [UInt8] {
        var rgb = [UInt8](repeating: 0, count: width * height * 3)
        for row in 0..<height {
            for column in 0..<width {
                let place = (row * width + column) * 3
                let isCounter = row / 8 == index / 6 % 4 && column / 8 == index % 6
                rgb[place] = isCounter ? UInt8(255 - index * 3) : UInt8((column * 4 + index * 5) % 200)
                rgb[place + 1] = isCounter ? UInt8(index * 3) : UInt8((row * 6 + index * 3) % 200)
                rgb[place + 2] = isCounter ? 230 : UInt8(40 + index)
            }
        }
        return rgb
    }

    /// Arguments of the tool that take the pictures in; writes them into `folder` once.
    static func input(in folder: TemporaryDirectory, _ options: String = "") throws -> String {
        let raw = folder.path("gradient.rgb")
        if !FileManager.default.fileExists(atPath: raw) {
            try Data((0..<count).flatMap(frame)).write(to: URL(fileURLWithPath: raw))
        }
        return "\(options) -f rawvideo -pix_fmt rgb24 -s \(width)x\(height) -r \(frameRate) -i \(raw)"
    }

    /// Encodes the pictures; `settings` come between input and output.
    static func write(_ settings: String, to name: String, in folder: TemporaryDirectory) throws {
        try FFmpegTool.run("\(input(in: folder)) \(settings) \(folder.path(name))")
    }

    /// The pictures as the tool decodes the file from its beginning, in its order, `width`×`height`.
    static func decoded(_ path: String, in folder: TemporaryDirectory) throws -> [[UInt8]] {
        let bytes = [UInt8](
            try FFmpegTool.decode(
                path,
                "-map 0:v:0 -fps_mode passthrough -vf scale=\(width):\(height):flags=\(FFmpegTool.exact) -pix_fmt rgb24 -f rawvideo",
                in: folder))
        let size = width * height * 3
        return stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min(bytes.count, $0 + size)]) }
    }

    /// The number of the picture of `pictures` that `rgb` resembles most; where `due` is as near as any, that one.
    static func nearest<Bytes: Sequence<UInt8>>(to rgb: Bytes, in pictures: [[UInt8]], due: Int) -> Int {
        let distances = pictures.map { zip($0, rgb).reduce(0) { $0 + ($1.0 > $1.1 ? Int($1.0 - $1.1) : Int($1.1 - $1.0)) } }
        let best = distances.indices.min { distances[$0] < distances[$1] } ?? 0
        return pictures.indices.contains(due) && distances[due] == distances[best] ? due : best
    }
}
