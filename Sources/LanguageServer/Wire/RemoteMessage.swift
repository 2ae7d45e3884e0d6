import Notebook

/// A message of JSON-RPC 2.0.
enum RemoteMessage: Sendable {
    case request(id: JSON, method: String, params: JSON)
    case notification(method: String, params: JSON)
    case response(id: JSON, result: Result<JSON, RemoteError>)
    /// What is none, with the error that answers it.
    case invalid(id: JSON, RemoteError)

    init(_ bytes: [UInt8]) {
        guard let value = JSON(bytes) else {
            self = .invalid(id: .null, RemoteError(.parseError, "found a message that is no JSON"))
            return
        }
        let id = value["id"]
        if let method = value["method"]?.text {
            let params = value["params"] ?? .null
            switch id {
            case .int, .string: self = .request(id: id ?? .null, method: method, params: params)
            case nil: self = .notification(method: method, params: params)
            default:
                self = .invalid(
                    id: .null, RemoteError(.invalidRequest, "found an id that is neither a number nor a text, in `\(method)`"))
            }
        } else if let id, let error = value["error"], error != .null {
            self = .response(id: id, result: .failure(RemoteError(error)))
        } else if let id, let result = value["result"] {
            self = .response(id: id, result: .success(result))
        } else {
            self = .invalid(id: id ?? .null, RemoteError(.invalidRequest, "found a message with neither method nor result"))
        }
    }
}

/// An error that answers a request.
struct RemoteError: Error, Sendable {
    /// Codes of JSON-RPC and of the Language Server Protocol.
    enum Code: Int {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParams = -32602
        case internalError = -32603
        case serverNotInitialized = -32002
        case requestFailed = -32803
        case contentModified = -32801
        case requestCancelled = -32800
    }

    let code: Int
    let message: String

    init(_ code: Code, _ message: String) { (self.code, self.message) = (code.rawValue, message) }

    init(_ error: JSON) {
        code = error["code"]?.int ?? Code.internalError.rawValue
        message = error["message"]?.text ?? "an error without words"
    }

    var json: JSON { ["code": .int(code), "message": .string(message)] }

    /// The text was edited while it was asked about.
    static let contentModified = RemoteError(.contentModified, "the text has changed since it was asked about")
    static let cancelled = RemoteError(.requestCancelled, "cancelled")
}
