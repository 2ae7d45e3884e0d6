import Reporting
import Training
import Work
import XCTest

final class LiveCurveTests: XCTestCase {
    func testACurveGrowsInOnePlace() throws {
        let events = Heard.from {
            let curve = LiveCurve(title: "Falling")
            for step in 1...9000 {
                curve.receive(
                    .step(StepReport(step: step, end: 9000, loss: step == 7 ? .nan : 1 / Double(step), learningRate: 0.1)))
            }
            Work.current.settleLiveShows()
        }
        let keys = events.compactMap { if case .redisplay(_, let key) = $0 { key } else { nil } }
        XCTAssertEqual(Set(keys), ["Falling"])
        XCTAssertEqual(keys.count, events.count)
        XCTAssertGreaterThan(keys.count, 1)
        guard case .redisplay(let forms, _)? = events.last else { return XCTFail("nothing is shown") }
        let table = forms.compactMap { if case .csv(let text, _) = $0 { text } else { nil } }.first ?? ""
        let lines = table.split(separator: "\n")
        XCTAssertTrue((1000...2002).contains(lines.count), "\(lines.count) lines")
        XCTAssertTrue(lines.last?.hasPrefix(",9000,") ?? false, "\(lines.last ?? "")")
    }
}
