import Foundation

/// The path of a film in the cache folder's `media`, where `make media` puts what it fetches; nil when it is not there.
///
///     let film = mediaFile("bbb.mp4")
public func mediaFile(_ name: String, in root: DataFolder = .standard) -> String? {
    let path = "\(root.path)/media/\(name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
}
