struct Version: Comparable, Hashable, CustomStringConvertible {
    let major: Int, minor: Int
    var description: String { "v\(major).\(minor)" }
    static func < (a: Version, b: Version) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}
let versions = [Version(major: 1, minor: 4), Version(major: 0, minor: 9), Version(major: 1, minor: 0)]
print(versions.sorted(), versions.max()!, versions.contains(Version(major: 0, minor: 9)))
print(Set(versions + versions).count, versions[0] > versions[2])
