/// What a set may be used for.
public enum SplitRole: String, Codable, Hashable, Sendable {
    /// To learn from.
    case train
    /// To choose settings and thresholds with.
    case validation
    /// To be measured, once all is chosen.
    case test
}

/// A named list of items of one role: the form every data set takes, from a plain folder to Kinetics-400.
public struct VideoSet: Sendable {
    /// Name for tables and messages, e.g. `pretrain/train`.
    public var name: String
    /// What the items may be used for.
    public let role: SplitRole
    /// The items, in a fixed order.
    public let items: [VideoItem]
    /// Names of the classes; empty without labels.
    public let classes: [String]
    /// Listed items that have no file: normal for sets fetched from the web, where links die.
    public let absent: [String]

    /// A set; labels must index `classes` and ids must be unique.
    public init(name: String, role: SplitRole, items: [VideoItem], classes: [String] = [], absent: [String] = []) {
        require(
            items.allSatisfy { $0.labels.allSatisfy { (0..<classes.count).contains($0) } },
            "\(name): labels lie in 0..<\(classes.count)")
        require(Set(items.map(\.id)).count == items.count, "\(name): ids are unique")
        self.name = name
        self.role = role
        self.items = items
        self.classes = classes
        self.absent = absent
    }

    /// How many items.
    public var count: Int { items.count }

    /// The first `count` items, or all when there are fewer.
    public func prefix(_ count: Int) -> VideoSet {
        require(count >= 0, "\(name): found a prefix of \(count) items, expected at least 0")
        return VideoSet(name: name, role: role, items: Array(items.prefix(count)), classes: classes, absent: absent)
    }

    /// The items that `keep` accepts, with the same classes.
    public func filter(name: String? = nil, _ keep: (VideoItem) -> Bool) -> VideoSet {
        VideoSet(name: name ?? self.name, role: role, items: items.filter(keep), classes: classes, absent: absent)
    }

    /// The same set in another role, under another name.
    func with(role: SplitRole, name: String) -> VideoSet {
        VideoSet(name: name, role: role, items: items, classes: classes, absent: absent)
    }
}
