import Foundation

/// Reads values that an earlier version wrote, which knew fewer settings.
enum LaterSettings {
    /// Decodes JSON; a key that is missing is taken from where it stands in `defaults`, the others stay as they are.
    ///
    /// - Throws: `DecodingError` where `defaults` do not know the key either, or what is there is of another kind.
    static func decode<Value: Codable>(_ type: Value.Type, from data: Data, defaults: Value?) throws -> Value {
        let known = try defaults.map { try JSONSerialization.jsonObject(with: JSONEncoder().encode($0)) }
        var data = data
        while true {
            do {
                return try JSONDecoder().decode(type, from: data)
            } catch DecodingError.keyNotFound(let key, let context) {
                let path = (context.codingPath + [key]).map(\.stringValue)
                let found = try JSONSerialization.jsonObject(with: data)
                guard let known, let value = value(at: path[...], in: known),
                    let filled = setting(value, at: path[...], in: found)
                else { throw DecodingError.keyNotFound(key, context) }
                data = try JSONSerialization.data(withJSONObject: filled)
            }
        }
    }

    private static func value(at path: ArraySlice<String>, in json: Any) -> Any? {
        guard let key = path.first else { return json }
        return (json as? [String: Any])?[key].flatMap { value(at: path.dropFirst(), in: $0) }
    }

    private static func setting(_ value: Any, at path: ArraySlice<String>, in json: Any) -> Any? {
        guard let key = path.first else { return value }
        guard var object = json as? [String: Any] else { return nil }
        guard let inner = path.count == 1 ? value : object[key].flatMap({ setting(value, at: path.dropFirst(), in: $0) }) else {
            return nil
        }
        object[key] = inner
        return object
    }
}
