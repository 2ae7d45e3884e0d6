enum Event {
    case step(number: Int, loss: Double)
    case finished(after: Double)
    case failed(reason: String)
}
let events: [Event] = [.step(number: 1, loss: 0.5), .failed(reason: "nan"), .finished(after: 2.5)]
for event in events {
    switch event {
    case .step(let number, let loss) where loss < 1: print("step", number, loss)
    case .step: print("a bad step")
    case let .finished(after: seconds): print("finished", seconds)
    case .failed(reason: let reason): print("failed:", reason)
    }
}
