import Foundation
import Synchronization

/// The compiler's own service for editors, loaded into this process when first asked.
///
/// It is a C library without a header here: the functions used take and give pointers only, and are found by their names.
final class SourceKit: @unchecked Sendable {
    private typealias Object = UnsafeMutableRawPointer
    private typealias Text = UnsafeMutablePointer<CChar>

    private let parse: @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<Text?>?) -> Object?
    private let send: @convention(c) (Object) -> Object?
    private let describe: @convention(c) (Object) -> Text?
    private let isError: @convention(c) (Object) -> Bool
    private let releaseRequest: @convention(c) (Object) -> Void
    private let releaseResponse: @convention(c) (Object) -> Void
    private let turn = Mutex(())

    private static let loaded = Mutex<[String: SourceKit?]>([:])

    /// The service of a toolchain; nil where it has none. It is loaded once and stays.
    static func of(toolchain root: String) -> SourceKit? {
        loaded.withLock { known in
            if let service = known[root] { return service }
            let service = SourceKit("\(root)/lib/libsourcekitdInProc.so")
            known[root] = .some(service)
            return service
        }
    }

    private init?(_ path: String) {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { return nil }
        func function<T>(_ name: String, _ type: T.Type) -> T? {
            dlsym(library, "sourcekitd_\(name)").map { unsafeBitCast($0, to: type) }
        }
        guard let initialize = function("initialize", (@convention(c) () -> Void).self),
            let parse = function(
                "request_create_from_yaml",
                (@convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<Text?>?) -> Object?).self),
            let send = function("send_request_sync", (@convention(c) (Object) -> Object?).self),
            let describe = function("response_description_copy", (@convention(c) (Object) -> Text?).self),
            let isError = function("response_is_error", (@convention(c) (Object) -> Bool).self),
            let releaseRequest = function("request_release", (@convention(c) (Object) -> Void).self),
            let releaseResponse = function("response_dispose", (@convention(c) (Object) -> Void).self)
        else { return nil }
        (self.parse, self.send, self.describe, self.isError) = (parse, send, describe, isError)
        (self.releaseRequest, self.releaseResponse) = (releaseRequest, releaseResponse)
        initialize()
    }

    /// Sends requests, one directly after the other; nil for each that failed.
    ///
    /// - Parameter quietly: keeps from the terminal what the parser says about a source that is not yet whole.
    func answers(_ requests: [String], quietly: Bool) -> [String?] {
        turn.withLock { _ in
            let ask = { requests.map { self.answer($0) } }
            return quietly ? withoutStandardError(ask) : ask()
        }
    }

    private func answer(_ request: String) -> String? {
        guard let request = parse(request, nil) else { return nil }
        defer { releaseRequest(request) }
        guard let response = send(request) else { return nil }
        defer { releaseResponse(response) }
        guard !isError(response), let text = describe(response) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}

/// The service writes the diagnostics of a first reading to standard error, and has no setting that stops it.
private func withoutStandardError<Result>(_ body: () -> Result) -> Result {
    let saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard saved >= 0, nowhere >= 0 else { return body() }
    dup2(nowhere, STDERR_FILENO)
    close(nowhere)
    defer {
        dup2(saved, STDERR_FILENO)
        close(saved)
    }
    return body()
}
