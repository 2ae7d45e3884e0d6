extension StringProtocol {
    /// The text as an error repeats it: where it has more than `limit` Unicode scalars, its beginning and its end.
    ///
    ///     "abcdefghijkl".shortened(to: 6)      // "abc…jkl"
    ///
    /// What stands in a file may be of any length; an error that quotes it is for a person.
    package func shortened(to limit: Int = 200) -> String {
        // Not by characters: one of them may be as long as the file.
        guard utf8.count > limit, unicodeScalars.count > limit else { return String(self) }
        let half = unicodeScalars.prefix((limit + 1) / 2).map(Character.init) + ["…"]
        return String(half) + String(unicodeScalars.suffix(limit / 2).map(Character.init))
    }
}
