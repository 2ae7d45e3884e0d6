import Datasets
import Plotting
import Tensors
import Work

/// Pictures side by side: `[N, height, width, 3]` of red, green and blue, or `[N, height, width, 1]` of grey, 0…1; values beyond are held
/// within. One picture may leave out the first axis.
///
/// - Parameters:
///   - columns: how many stand in a row.
///   - titles: one a picture.
public func images(_ pixels: Tensor, columns: Int? = nil, titles: [String] = [], title: String = "") -> ImageGrid {
    ImageGrid(Pictures.rasters(pixels), columns: columns, titles: titles, title: title)
}

/// Frames of some videos, a row each, a frame every quarter of a second.
///
/// - Parameter count: how many videos, from the first on.
/// - Throws: `DatasetError` for decoded frames that cannot be read.
public func contactSheet(_ videos: DecodedVideos, videos count: Int = 6) throws -> ImageGrid {
    guard let picture = videos.format.picture else { Failing.with("\(videos.set.name) has no pictures") }
    let rows = min(max(count, 1), videos.count)
    let columns = (0..<rows).map { videos.startCount($0, clip: 1 / Double(picture.frameRate)) }.min().map { min($0, 12) } ?? 0
    var images: [RasterImage] = []
    for row in 0..<rows {
        for column in 0..<columns {
            let pixels = try videos.pixels(at: ClipPlace(video: row, start: column), frames: 1)
            images.append(RasterImage(width: picture.width, height: picture.height, rgb: pixels))
        }
    }
    let titles = (0..<columns).map { "\(videos.grid.time($0)) s" }
    return ImageGrid(
        images, columns: max(columns, 1), titles: titles, rowLabels: (0..<rows).map { "video \($0)" },
        title: "Frames of \(videos.set.name)")
}

private enum Pictures {
    static let most = 400

    static func rasters(_ pixels: Tensor) -> [RasterImage] {
        let shape = pixels.rank == 3 ? [1] + pixels.shape.dimensions : pixels.shape.dimensions
        Failing.unless(
            shape.count == 4 && [1, 3].contains(shape[3]) && pixels.count > 0,
            "images: found a tensor of shape \(pixels.shape), expected [N, height, width, 3] or [N, height, width, 1], nothing empty"
        )
        Failing.unless(
            shape[0] <= most, "images: found \(shape[0]) pictures, expected at most \(most): take some, t[0..<\(most)]")
        let size = shape[1] * shape[2] * shape[3]
        let scalars = pixels.scalars
        return (0..<shape[0]).map { number in
            let values = scalars[number * size..<(number + 1) * size].map(Double.init)
            return shape[3] == 3
                ? RasterImage(width: shape[2], height: shape[1], colour: values)
                : RasterImage(width: shape[2], height: shape[1], grey: values)
        }
    }
}
