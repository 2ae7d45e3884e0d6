/// The objects that the values of one cell hold: each is written once, and named by a number wherever it stands again, so that what shared an object shares it
/// when it is read.
package final class ObjectGraph {
    /// Where an object stood before the cell ran: the how-manieth of those that a variable holds.
    package struct Place: Hashable {
        package let variable: String
        package let number: Int

        package init(variable: String, number: Int) { (self.variable, self.number) = (variable, number) }
    }

    /// How an object is written.
    enum Mark: UInt8 { case metBefore, new, earlier, earlierChanged }

    /// Objects that were there before the cell ran.
    private let earlier: [ObjectIdentifier: Place]
    /// Whether what earlier objects hold is written, too: the cell may have changed it.
    package var rewritesEarlier = false
    private var numbers: [ObjectIdentifier: Int] = [:]
    private var rewritten: Set<ObjectIdentifier> = []
    /// The objects met, in their order.
    package private(set) var objects: [AnyObject] = []

    package init(earlier: [ObjectIdentifier: Place] = [:]) { self.earlier = earlier }

    /// How an object that is met now is to be written: by its mark, and by its number or its place.
    func meet(_ object: AnyObject) -> (mark: Mark, number: Int, place: Place?) {
        let id = ObjectIdentifier(object)
        if let place = earlier[id] {
            let isRewritten = rewritesEarlier && rewritten.insert(id).inserted
            return (isRewritten ? .earlierChanged : .earlier, place.number, place)
        }
        if let number = numbers[id] { return (.metBefore, number, nil) }
        numbers[id] = objects.count
        objects.append(object)
        return (.new, objects.count - 1, nil)
    }
}

/// The same when values are read: objects that are made, and changes of earlier ones, which happen only once all was read.
package final class ReadObjects {
    private let earlier: (ObjectGraph.Place) -> AnyObject?
    /// Retained once more than whoever holds them does: what is half made is never let go of.
    private var made: [Unmanaged<AnyObject>?] = []
    private var changes: [() -> Void] = []

    /// - Parameter earlier: the object that stands at a place now.
    package init(earlier: @escaping (ObjectGraph.Place) -> AnyObject? = { _ in nil }) { self.earlier = earlier }

    /// All was read: changes earlier objects.
    package func finish() {
        for change in changes { change() }
        for object in made { object?.release() }
        (changes, made) = ([], [])
    }

    func change(_ body: @escaping () -> Void) { changes.append(body) }

    func object(at place: ObjectGraph.Place) throws -> AnyObject {
        guard let object = earlier(place) else { throw ValueReader.damaged }
        return object
    }

    func object(_ number: Int) throws -> AnyObject {
        guard made.indices.contains(number), let object = made[number] else { throw ValueReader.damaged }
        return object.takeUnretainedValue()
    }

    /// Keeps a place for an object that takes longer to be made.
    func reserve() -> Int {
        made.append(nil)
        return made.count - 1
    }

    /// Takes over an object that is retained once.
    func fill(_ number: Int, _ object: Unmanaged<AnyObject>) { made[number] = object }
}
