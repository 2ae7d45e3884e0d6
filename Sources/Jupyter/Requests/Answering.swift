import Notebook

/// One request, and the ways to answer it.
struct Answering: Sendable {
    let request: WireMessage
    let channel: Outbox.Channel
    let session: String
    let outbox: Outbox

    /// Answers on the socket on which it was asked.
    func reply(_ content: JSON) {
        let type = request.type.hasSuffix("_request") ? request.type.dropLast(8) + "_reply" : request.type + "_reply"
        outbox.put(
            WireMessage(String(type), content, session: session, answering: request.header, to: request.identities), on: channel)
    }

    /// Tells all who listen.
    func publish(_ type: String, _ content: JSON) {
        outbox.put(
            WireMessage(
                type, content, session: session, answering: request.header, to: [Array("kernel.\(session).\(type)".utf8)]),
            on: .iopub)
    }

    func publish(status: String) { publish("status", ["execution_state": .string(status)]) }

    /// Answers with an error that has no more to say than a line.
    func refuse(_ name: String, _ message: String) {
        reply(Self.error(name, message, trace: []))
    }

    static func error(_ name: String, _ message: String, trace: [String]) -> JSON {
        .object([
            "status": "error", "ename": .string(name), "evalue": .string(message),
            "traceback": .array(trace.map { .string($0) }),
        ])
    }
}
