/// Which video network: a mixed-convolution residual network (Tran et al. 2018, "A Closer Look at Spatiotemporal Convolutions"), or I3D.
public struct VideoArchitecture: Sendable, Equatable, Codable {
    /// What of it is three-dimensional.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Only the stem.
        case mc2
        /// The stem and the first group.
        case mc3
        /// Inception-v1 inflated into time (Carreira and Zisserman 2017): everything, and its depth is its own.
        case i3d
    }

    /// The first convolution.
    public enum Stem: String, Sendable, Codable, CaseIterable {
        /// 3×7×7, stride 1×2×2: torchvision's, for frames of 112 pixels and more.
        case full
        /// 3×5×5, stride 1×2×2: for frames of 32 pixels.
        case small
    }

    /// What of it is three-dimensional.
    public var kind: Kind
    /// 10 (one block a group) or 18 (two).
    public var depth: Int
    /// Channels of the first group; the others have twice, four and eight times as many.
    public var width: Int
    /// The first convolution.
    public var stem: Stem

    /// A video network's shape.
    ///
    /// - Parameters:
    ///   - kind: what of it is three-dimensional.
    ///   - depth: 10 or 18 layers; I3D's is its own.
    ///   - width: channels of the first group.
    ///   - stem: the first convolution; `.small` for frames of 32 pixels.
    public init(kind: Kind, depth: Int = 18, width: Int = 64, stem: Stem = .full) {
        self.kind = kind
        self.depth = depth
        self.width = width
        self.stem = stem
    }

    /// MC3 at a depth and a width.
    public static func mc3(depth: Int = 18, width: Int = 64, stem: Stem = .full) -> VideoArchitecture {
        VideoArchitecture(kind: .mc3, depth: depth, width: width, stem: stem)
    }

    /// MC2 at a depth and a width.
    public static func mc2(depth: Int = 18, width: Int = 64, stem: Stem = .full) -> VideoArchitecture {
        VideoArchitecture(kind: .mc2, depth: depth, width: width, stem: stem)
    }

    /// I3D at a width.
    public static func i3d(width: Int = 64, stem: Stem = .full) -> VideoArchitecture {
        VideoArchitecture(kind: .i3d, width: width, stem: stem)
    }

    /// Channels after the global average.
    public var features: Int { kind == .i3d ? InflatedInception.features(width: width) : 8 * width }

    /// - Throws: `ConfigurationError` for a depth other than 10 and 18, or a width below 1.
    public func validate() throws(ConfigurationError) {
        guard depth == 10 || depth == 18 else {
            throw ConfigurationError("video depth", found: "\(depth)", expected: "10 (one block a group) or 18 (two)")
        }
        guard width >= 1 else { throw ConfigurationError("video width", found: "\(width)", expected: "at least 1") }
    }
}

/// Which audio network.
public enum AudioArchitecture: Sendable, Equatable, Codable {
    /// The VGG-M-like network of "Out of time" (Chung and Zisserman 2016) with batch normalisation, on [T, 40] filter banks. [?]
    case paper
    /// Five 3×3 convolutions of widths w, 2w, 4w, 4w, 8w, and a global average.
    case small(width: Int)

    /// Channels of its last feature (conv5 pooled, or fc).
    public var features: Int {
        switch self {
        case .paper: 512
        case .small(let width): 8 * width
        }
    }
}
