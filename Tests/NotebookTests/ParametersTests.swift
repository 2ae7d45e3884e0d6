import Notebook
import XCTest

final class ParametersTests: XCTestCase {
    private let declared: [ParameterDeclaration] = {
        let text = """
            ---
            avtsnb: 1
            params:
              scale: {type: choice, choices: [smoke, mini], default: mini}
              lr: {type: float, default: 0.01, min: 0, max: 1}
              steps: {type: int, default: 100}
              verbose: false
              name: "7"
            ---
            """
        return (try? Document(parsing: text, path: "n").frontMatter.parameters) ?? []
    }()

    private func settle(_ assignments: String...) throws -> Parameters {
        try Parameters(declared: declared, assignments: assignments.map { try Assignments.parse($0) })
    }

    private func complaint(_ assignments: String...) -> String {
        do {
            _ = try Parameters(declared: declared, assignments: assignments.map { try Assignments.parse($0) })
            return ""
        } catch {
            return "\(error)"
        }
    }

    func testDefaultsAndTypes() throws {
        let parameters = try settle()
        XCTAssertEqual(parameters["scale"], .string("mini"))
        XCTAssertEqual(parameters["lr"], .float(0.01))
        XCTAssertEqual(parameters["steps"], .int(100))
        XCTAssertEqual(parameters["verbose"], .bool(false))
        XCTAssertEqual(parameters["name"], .string("7"))
        XCTAssertTrue(parameters.given.isEmpty)
    }

    func testLaterAssignmentsWin() throws {
        let parameters = try settle("lr=1e-3", "scale=smoke", "lr=0.5", "name=a=b")
        XCTAssertEqual(parameters["lr"], .float(0.5))
        XCTAssertEqual(parameters["name"], .string("a=b"))
        XCTAssertEqual(parameters.given, ["lr", "scale", "name"])
    }

    func testComplaints() {
        XCTAssertEqual(complaint("scal=mini"), "no parameter is called `scal`; did you mean `scale`?")
        XCTAssertEqual(complaint("lr=2"), "`lr` is a number from 0 to 1; 2 is above it")
        XCTAssertEqual(complaint("lr=nan"), "`lr` is a number from 0 to 1; nan is below it")
        XCTAssertEqual(complaint("steps=1.5"), "`steps` is a whole number; `1.5` is not")
        XCTAssertEqual(complaint("scale=mimi"), "`scale` is one of smoke, mini; `mimi` is not; did you mean `mini`?")
        XCTAssertEqual(complaint("verbose=perhaps"), "`verbose` is true or false; `perhaps` is not")
        XCTAssertEqual(complaint("scale"), "`scale` should be name=value")
        XCTAssertEqual(complaint("lr=x", "steps=y").split(separator: "\n").count, 2)
    }

    func testRequiredParameters() throws {
        let front = try Document(parsing: "---\navtsnb: 1\nparams:\n  data: {type: string}\n---\n", path: "n").frontMatter
        XCTAssertThrowsError(try Parameters(declared: front.parameters, assignments: [])) { error in
            XCTAssertEqual("\(error)", "`data` has no default and must be given: -p data=… (a text)")
        }
    }

    func testParametersFile() throws {
        let yaml = try Assignments.parse(file: "lr: 0.5\nscale: smoke\n", path: "p.yaml")
        XCTAssertEqual(yaml.map(\.name), ["lr", "scale"])
        let json = try Assignments.parse(file: #"{"lr": 0.5, "verbose": true}"#, path: "p.json")
        XCTAssertEqual(json.map(\.text), ["0.5", "true"])
        XCTAssertThrowsError(try Assignments.parse(file: "lr: {a: 1}\n", path: "p.yaml"))
        XCTAssertThrowsError(try Assignments.parse(file: "lr: 1\nlr: 2\n", path: "p.yaml"))
    }

    func testSwiftSource() throws {
        let text = try settle("name=say \"hi\"").swiftSource
        XCTAssertEqual(
            text,
            """
            struct Parameters {
                let scale: String = "mini"
                let lr: Double = 0.01
                let steps: Int = 100
                let verbose: Bool = false
                let name: String = "say \\"hi\\""
            }
            let params = Parameters()

            """)
    }
}
