import Work

extension Configuration {
    /// The configuration of a scale by its name; another name ends the cell with what names there are.
    ///
    ///     let configuration = Configuration(scale: params.scale)
    public init(scale: String) {
        self.init(scale: Failing.trying { try Scale(named: scale) })
    }

    /// Which groups of the video network are three-dimensional.
    public var kind: VideoArchitecture.Kind {
        get { video.kind }
        set { video.kind = newValue }
    }

    /// Frames of a clip.
    public var frames: Int { geometry.frames }
    /// Rows of the filter bank in a clip.
    public var rows: Int { geometry.rows }
    /// Length of a clip (s).
    public var seconds: Double { geometry.duration }
}
