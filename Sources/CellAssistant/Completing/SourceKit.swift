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
        let actions = SignalActions()
        defer { actions.putBack() }
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
    func answers(_ requests: [String]) -> [String?] { turn.withLock { _ in requests.map(answer) } }

    /// Sends requests as ``answers(_:)`` does, but waits no longer than some seconds: nil where they were not enough.
    ///
    /// What the parser says about a source that is not yet whole is kept from the terminal.
    func answers(_ requests: [String], within seconds: Double) -> [String?]? {
        let result = Answers()
        let isDone = DispatchSemaphore(value: 0)
        return withoutStandardError {
            Thread.detachNewThread { [self] in
                let found = answers(requests)
                result.found.withLock { $0 = found }
                isDone.signal()
            }
            guard isDone.wait(timeout: .now() + seconds) == .success else { return nil }
            return result.found.withLock { $0 }
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

/// Where a thread leaves what another waits for.
private final class Answers: Sendable {
    let found = Mutex<[String?]?>(nil)
}
