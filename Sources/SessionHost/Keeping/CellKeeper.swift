import Files
import Foundation
import Kernels
import Reporting
import SessionProtocol
import Work

/// Looks whether an unchanged cell's outcome is kept, and keeps that of one that ran.
///
/// Values are looked at with code of their own types, which may end badly: all of it runs on the cell's thread, as cells do.
final class CellKeeper {
    private let request: CellKeeping
    private let cell: CellRun
    /// Of each variable that the cell, or what it calls, names: its content and objects before the cell ran.
    private var before: [String: Content] = [:]
    private var unknown: [String] = []
    /// Where each of their objects stands first.
    private var places: [ObjectIdentifier: ObjectGraph.Place] = [:]
    private(set) var key = ""
    /// Why nothing can be kept, as a person reads it.
    private(set) var refusal: String?

    private struct Content {
        let digest: String
        /// Those that it holds, in their order. They live on while a cell runs that may be kept, so that no other object takes the place of one.
        var objects: [AnyObject]
        let ids: [ObjectIdentifier]
    }

    init(_ request: CellKeeping, _ cell: CellRun) {
        (self.request, self.cell) = (request, cell)
        refusal = request.refusal
        if !FileWatch.isThere { refusal = refusal ?? "what it reads cannot be seen here" }
    }

    /// Looks at what the cell is given. Runs on the cell's thread.
    func look() {
        let known = Dictionary(VariableTable.shared.newest.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        var digest = Digest()
        for text in [
            "\(CellEntry.edition)", LibraryImage.digest, request.base, cell.cell, "\(cell.seed)", cell.files ?? "",
            cell.folder ?? "", MatrixChoice.summary, ConvolutionChoice.summary,
        ] { digest.add(text) }
        for name in request.variables {
            guard let variable = known[name] else { continue }
            do {
                let content = try Self.content(of: variable)
                before[name] = content
                digest.add(name)
                digest.add(try request.fields[name].map { try variable.digest(ofFields: Set($0)) } ?? content.digest)
                // Equal values behave otherwise where they are one object.
                for (number, object) in content.ids.enumerated() {
                    let place = ObjectGraph.Place(variable: name, number: number)
                    if let first = places.updateValue(places[object] ?? place, forKey: object) {
                        digest.add("\(number) is \(first.number) of \(first.variable)")
                    }
                }
            } catch {
                unknown.append(name)
                refusal = refusal ?? "it uses `\(name)`, which \(error)"
            }
        }
        key = digest.finish()
        // Of others, whoever asks may see when an object goes.
        if refusal != nil { for name in before.keys { before[name]?.objects = [] } }
    }

    /// Variables of earlier cells that the cell changed, or may have changed, under whatever name. Runs on the cell's thread, after its end.
    func changes() -> [String] {
        let known = Dictionary(VariableTable.shared.beforeCell.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let changed = before.filter { name, content in
            known[name].map { (try? Self.content(of: $0).digest) != content.digest } ?? true
        }
        let objects = Set(changed.values.flatMap(\.ids))
        var names = Set(changed.keys).union(unknown)
        guard !objects.isEmpty || !unknown.isEmpty else { return names.sorted() }
        // Others may hold the same objects; of what holds no object that is known, nobody knows.
        for (name, variable) in known where !names.contains(name) {
            guard let content = try? Self.content(of: variable) else {
                names.insert(name)
                continue
            }
            let shares = unknown.isEmpty ? !objects.isDisjoint(with: content.ids) : !content.ids.isEmpty
            if shares { names.insert(name) }
        }
        return names.sorted()
    }

    private static func content(of variable: any Variable) throws -> Content {
        var writer = ValueWriter(.fingerprint)
        try variable.write(to: &writer)
        return Content(digest: writer.digest, objects: writer.objects, ids: writer.objects.map(ObjectIdentifier.init))
    }

    /// The entry that is kept for what the cell is given; its files were looked at.
    func find() -> CellEntry? {
        guard refusal == nil, !key.isEmpty,
            let data = try? Data(contentsOf: URL(fileURLWithPath: "\(request.folder)/\(request.base)/\(key)")),
            let entry = CellEntry(data), entry.base == request.base, entry.key == key, entry.files.allSatisfy(\.stillHolds)
        else { return nil }
        return entry
    }

    /// Puts back what the cell left: all of it, or nothing. Runs on the cell's thread, after the cell's library was loaded.
    func restore(_ entry: CellEntry) -> Bool {
        guard let places = entry.values.isEmpty ? [:] : GlobalPlaces.find(in: cell.library, module: cell.module) else {
            return false
        }
        let known = Dictionary(VariableTable.shared.newest.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let objects = ReadObjects { [before] place in
            before[place.variable].flatMap { $0.objects.indices.contains(place.number) ? $0.objects[place.number] : nil }
        }
        var ready: [() -> Void] = []
        do {
            for value in entry.values {
                guard let type = _typeByName(value.type) else { return false }
                var reader = ValueReader(Array(value.bytes), objects)
                if value.isNew {
                    // A constant that a `guard` binds lies in a copy of it.
                    guard let place = places[value.name] ?? places["_guarded_" + value.name] else { return false }
                    func prepare<Value>(_: Value.Type) throws -> () -> Void {
                        let restored = try reader.read(Value.self)
                        return { VariableTable.shared.add(restored, as: value.name, at: place, isConstant: value.isConstant) }
                    }
                    ready.append(try _openExistential(type, do: prepare))
                } else {
                    guard let variable = known[value.name] else { return false }
                    ready.append(try variable.prepare(from: &reader))
                }
            }
        } catch { return false }
        for put in ready { put() }
        objects.finish()
        return true
    }

    /// What is to be kept of a cell that ended well. Runs on the cell's thread, after its end.
    func entry(seconds: Double, events: [ReportEvent], looks: FileWatch.Looks) -> CellEntry? {
        guard refusal == nil else { return nil }
        var files: [FileEvidence] = []
        if looks.isCut { return refuse("it looks at too many files") }
        let looked = looks.acts.filter { !isOurs($0.key) }.sorted { $0.key < $1.key }
        // What it does comes before what it sees of it.
        for (path, acts) in looked {
            if acts.contains(.goesTo) { return refuse("it goes to another folder") }
            if path.hasPrefix("/dev/") { return refuse("it reads a device, \(path)") }
            if acts.contains(.writes) {
                return refuse("it writes or removes `\(URL(fileURLWithPath: path).lastPathComponent)`")
            }
        }
        for (path, acts) in looked {
            guard FileStamp(of: path) == looks.stamps[path] else {
                return refuse("`\(URL(fileURLWithPath: path).lastPathComponent)` changed while it ran")
            }
            let act = [.walks, .lists, .reads].first(where: acts.contains) ?? FileWatch.Act.looksFor
            files.append(FileEvidence(path, act))
        }
        var values: [CellEntry.KeptValue] = []
        let graph = ObjectGraph(earlier: places)
        do {
            for variable in VariableTable.shared.ofCell { values.append(try Self.kept(variable, isNew: true, graph)) }
            graph.rewritesEarlier = true
            let known = Dictionary(VariableTable.shared.beforeCell.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
            for (name, content) in before.sorted(by: { $0.key < $1.key }) {
                guard let variable = known[name], try Self.content(of: variable).digest != content.digest else { continue }
                values.append(try Self.kept(variable, isNew: false, graph))
            }
        } catch { return refuse("\(error)") }
        let kept = events.filter {
            switch $0 {
            case .progress, .spent: false
            default: true
            }
        }
        if values.reduce(0, { $0 + $1.bytes.count }) > ValueWriter.limit {
            return refuse("it leaves more than \(ValueWriter.limit >> 20) MiB")
        }
        return CellEntry(
            base: request.base, key: key, made: .now, seconds: seconds, firstLine: request.firstLine, events: kept,
            values: values, files: files)
    }

    private static func kept(
        _ variable: any Variable, isNew: Bool, _ graph: ObjectGraph
    ) throws -> CellEntry.KeptValue {
        var writer = ValueWriter(.storing, graph)
        do { try variable.write(to: &writer) } catch { throw NotKept("`\(variable.name)` \(error)") }
        guard let type = variable.mangledType else { throw NotKept("`\(variable.name)` is of a type without a name") }
        return CellEntry.KeptValue(
            name: variable.name, type: type, isNew: isNew, isConstant: variable.isConstant, bytes: Data(writer.bytes))
    }

    /// Paths that the cell looked at and that are not the system's or the library's own.
    func looked(_ looks: FileWatch.Looks) -> [String] { looks.acts.keys.filter { !isOurs($0) }.sorted() }

    private func refuse(_ reason: String) -> CellEntry? {
        refusal = reason
        return nil
    }

    /// What the system and the library keep for themselves: the library's own caches are verified where they are read.
    private func isOurs(_ path: String) -> Bool { request.ignored.contains { path == $0 || path.hasPrefix($0 + "/") } }
}
