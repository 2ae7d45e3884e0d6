import Tensors

extension MediaList {
    /// What the column `split` says may be trained on, validation among it, and what is measured.
    ///
    /// - Throws: ``DatasetError`` for a list without that column or without one of the parts, for a file or a group on both sides, with the
    ///   lines of the first, and for a label that is tested and not trained on.
    public func split() throws(DatasetError) -> OfficialSplit {
        try checkParts()
        return try divided("split", train: { $0.role != .test }, test: { $0.role == .test })
    }

    /// Tests on one fold and trains on the others.
    ///
    /// - Throws: ``DatasetError`` for a fold that the list has not, and as ``split()``.
    public func fold(_ name: String) throws(DatasetError) -> OfficialSplit {
        guard folds.contains(name), folds.count > 1 else {
            throw .unsuitable(
                what: path,
                found: folds.isEmpty
                    ? "found no column \"fold\""
                    : "found no fold \(name.shortened(to: 40)) beside others among \(folds.prefix(20).joined(separator: ", "))",
                remedy: folds.isEmpty
                    ? "Add the column, or divide the list by split(validation:test:seed:)." : "Name one of several.")
        }
        return try divided("fold \(name)", train: { $0.fold != name }, test: { $0.fold == name })
    }

    /// All divisions: each fold, or the split where the list has no folds.
    public func divisions() throws(DatasetError) -> [OfficialSplit] {
        guard !folds.isEmpty else { return [try split()] }
        return try folds.map { name throws(DatasetError) in try fold(name) }
    }

    /// Training, validation and test set: by the column `split` where the list has one, of which a tenth of the training groups validates where
    /// no row does; otherwise a tenth of all groups validates and a fifth tests.
    ///
    /// - Parameter seed: decides which groups those are.
    public func splits(seed: UInt64 = 0) throws(DatasetError) -> Splits {
        guard entries.contains(where: { $0.role != nil }) else {
            return try videos().split(validation: 0.1, test: 0.2, seed: seed)
        }
        guard entries.contains(where: { $0.role == .validation }) else { return try split().holdingOut(0.1, seed: seed) }
        try checkParts()
        try checkApart("split") { $0.role }
        return try Splits(
            train: part(.train, "split") { $0.role == .train }, validation: part(.validation, "split") { $0.role == .validation },
            test: part(.test, "split") { $0.role == .test })
    }

    private func checkParts() throws(DatasetError) {
        let roles = Set(entries.compactMap(\.role))
        guard roles.contains(.train), roles.contains(.test) else {
            throw .unsuitable(
                what: path,
                found: roles.isEmpty
                    ? "found no column \"split\"" : "found no rows of both train and test in its column \"split\"",
                remedy: "Say train or test in each row, or divide the list by videos().split(validation:test:seed:).")
        }
    }

    private func divided(
        _ name: String, train: (Entry) -> Bool, test: (Entry) -> Bool
    ) throws(DatasetError) -> OfficialSplit {
        try checkApart(name) { test($0) }
        let (learnt, tested) = (part(.train, name, train), part(.test, name, test))
        let known = Set(learnt.items.flatMap(\.labels))
        var unknown = Offenders()
        for index in items.indices where test(entries[index]) && !items[index].labels.allSatisfy(known.contains) {
            unknown.add("line \(entries[index].line): \(classes[items[index].labels[0]])")
        }
        try unknown.throwUnmatched(path, "tested file(s) have a label that no file of the training has, in \(name)")
        return try OfficialSplit(train: learnt, test: tested)
    }

    private func part(_ role: SplitRole, _ name: String, _ keep: (Entry) -> Bool) -> VideoSet {
        VideoSet(
            name: "\(self.name) \(name)/\(role.rawValue)", role: role,
            items: items.indices.filter { keep(entries[$0]) }.map { items[$0] }, classes: classes)
    }

    /// Refuses groups, and files, of which rows are in different parts.
    private func checkApart<Part: Equatable>(_ name: String, _ part: (Entry) -> Part) throws(DatasetError) {
        var straddling = Offenders()
        for keys in [items.map(\.group), items.map(\.path)] {
            var first: [String: Int] = [:]
            for (index, key) in keys.enumerated() {
                guard let other = first[key] else {
                    first[key] = index
                    continue
                }
                if part(entries[other]) != part(entries[index]) {
                    straddling.add("line \(entries[index].line) with line \(entries[other].line): \(items[index].id)")
                }
            }
            if straddling.count > 0 { break }
        }
        guard straddling.count == 0 else {
            throw .leak(
                first: "\(self.name) \(name)/train", second: "\(self.name) \(name)/test", offenders: straddling.list,
                count: straddling.count)
        }
    }
}
