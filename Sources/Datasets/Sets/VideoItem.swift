/// One video or sound of a data set: where it is and what is known of it without opening it.
public struct VideoItem: Codable, Hashable, Sendable {
    /// Name within the set, unique; for a plain folder the path below it.
    public var id: String
    /// The media file.
    public var path: String
    /// A second file with the sound, where a downloader kept picture and sound apart.
    public var soundPath: String?
    /// Where the item starts within its file, seconds.
    public var start: Double
    /// Seconds; nil reaches to the end of the file.
    public var duration: Double?
    /// Index into the set's classes; nil without labels.
    public var label: Int?
    /// Items of one group (one recording, one performer) never straddle train and test.
    public var group: String

    /// An item; `group` is the id unless given.
    public init(
        id: String, path: String, soundPath: String? = nil, start: Double = 0, duration: Double? = nil,
        label: Int? = nil, group: String? = nil
    ) {
        precondition(start >= 0, "an item starts at or after 0 s, found \(start)")
        self.id = id
        self.path = path
        self.soundPath = soundPath
        self.start = start
        self.duration = duration
        self.label = label
        self.group = group ?? id
    }
}
