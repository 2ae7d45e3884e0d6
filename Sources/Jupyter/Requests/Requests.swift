import Foundation

/// What clients ask, as far as a kernel reads it. What a client leaves out is what Jupyter's protocol says it is then.
enum Requests {
    struct Execute: Decodable {
        var code: String
        var isSilent: Bool
        var storesHistory: Bool
        var expressions: [String: String]
        var stopsOnError: Bool

        private enum CodingKeys: String, CodingKey { case code, silent, store_history, user_expressions, stop_on_error }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            code = try values.decode(String.self, forKey: .code)
            isSilent = try values.decodeIfPresent(Bool.self, forKey: .silent) ?? false
            storesHistory = try values.decodeIfPresent(Bool.self, forKey: .store_history) ?? true && !isSilent
            expressions = try values.decodeIfPresent([String: String].self, forKey: .user_expressions) ?? [:]
            stopsOnError = try values.decodeIfPresent(Bool.self, forKey: .stop_on_error) ?? true
        }
    }

    struct Complete: Decodable {
        var code: String
        /// In Unicode scalars; nil for the end.
        var cursor_pos: Int?
    }

    struct Inspect: Decodable {
        var code: String
        var cursor_pos: Int?
        var detail_level: Int?
    }

    struct IsComplete: Decodable { var code: String }

    struct History: Decodable {
        var hist_access_type: String?
        var output: Bool?
        var n: Int?
        var start: Int?
        var stop: Int?
        var session: Int?
        var pattern: String?
        var unique: Bool?
    }

    struct Comm: Decodable { var comm_id: String? }
    struct Shutdown: Decodable { var restart: Bool? }
    /// What front ends say of the cell that they run.
    struct CellMetadata: Decodable { var cellId: String? }
}

extension WireMessage {
    /// The content as what its type carries.
    ///
    /// - Throws: ``RequestError`` with what was found.
    func read<Content: Decodable>(_ content: Content.Type) throws(RequestError) -> Content {
        do { return try JSONDecoder().decode(content, from: Data(self.content)) } catch {
            throw RequestError(description: "found a \(type) whose content is none: \(Self.words(error))")
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "there is no `\(key.stringValue)`"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` is of another type"
        default: "it is no JSON"
        }
    }
}

/// A request that says nothing which its type could mean.
struct RequestError: Error { var description: String }
