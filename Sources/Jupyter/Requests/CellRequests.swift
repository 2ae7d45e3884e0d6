import CellCompiler
import Foundation
import Notebook
import Session
import Synchronization
import Terminal
import Work

/// Runs the cells that clients send.
final class CellRequests: @unchecked Sendable {
    private let cells: CellSession
    private let history: KernelHistory
    private let publisher = Mutex<CellPublisher?>(nil)
    /// The number of the newest execution that counts.
    private(set) var count = 0

    init(_ cells: CellSession, _ history: KernelHistory) {
        (self.cells, self.history) = (cells, history)
    }

    /// Sends what has waited long enough.
    func tick() { publisher.withLock { $0?.tick() } }

    /// Runs one; gives what to reply, and whether what waits is not to run.
    func execute(_ answering: Answering) throws(RequestError) -> (reply: JSON, stops: Bool) {
        let request = try answering.request.read(Requests.Execute.self)
        if request.storesHistory { count += 1 }
        let number = count
        if !request.isSilent {
            answering.publish("execute_input", ["code": .string(request.code), "execution_count": .int(number)])
        }
        publisher.withLock { $0 = CellPublisher(answering, isSilent: request.isSilent, number: number) }
        defer { publisher.withLock { $0 = nil } }
        cells.onEvent = { [unowned self] event in publisher.withLock { $0?.heard(event) } }
        var failure: KernelFailure?
        // An empty cell has nothing to compile, and does not count as one that failed.
        if !request.code.allSatisfy(\.isWhitespace) {
            do { try cells.evaluate(text(of: request, answering, number)) } catch { failure = KernelFailure(error) }
        }
        publisher.withLock { $0?.finish() }
        var reply: [String: JSON]
        if let failure {
            if !request.isSilent { answering.publish("error", failure.content) }
            reply = failure.reply
        } else {
            reply = ["status": "ok", "user_expressions": expressions(request.expressions)]
        }
        if request.storesHistory { history.add(number, request.code, publisher.withLock { $0?.value }) }
        reply["execution_count"] = .int(number)
        reply["payload"] = []
        return (.object(reply), failure != nil && request.stopsOnError)
    }

    private func text(of request: Requests.Execute, _ answering: Answering, _ number: Int) -> CellText {
        // Where a front end names the cell, its random stream is the one that it has in any run of the notebook; as that of a cell without
        // a name is there too.
        let named = (try? JSONDecoder().decode(Requests.CellMetadata.self, from: Data(answering.request.metadata)))?.cellId
        let id = named.flatMap { Cell.canBeNamed($0) ? $0 : nil } ?? Cell.id(of: request.code)
        return CellText(
            request.code, id: id, file: request.storesHistory ? "In[\(number)]" : "cell",
            valueName: request.storesHistory ? "_out\(number)" : nil)
    }

    /// The values of what a client wants to know after its cell, each by itself.
    private func expressions(_ expressions: [String: String]) -> JSON {
        var answers: [String: JSON] = [:]
        for (name, code) in expressions.sorted(by: { $0.key < $1.key }) {
            let forms = Mutex<[Representation]>([])
            cells.onEvent = { event in if case .value(let shown) = event { forms.withLock { $0 = shown } } }
            do {
                try cells.evaluate(CellText(code, file: "expression"))
                let bundle = MediaBundle(forms.withLock { $0 })
                answers[name] = ["status": "ok", "data": .object(bundle.data), "metadata": .object(bundle.metadata)]
            } catch { answers[name] = .object(KernelFailure(error).reply) }
        }
        return .object(answers)
    }
}
