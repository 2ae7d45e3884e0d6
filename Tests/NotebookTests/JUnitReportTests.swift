import Foundation
import FoundationXML
import Notebook
import XCTest

/// What tests said, as servers of continuous integration read it.
final class JUnitReportTests: XCTestCase {
    private final class Counter: NSObject, XMLParserDelegate {
        var elements: [String: Int] = [:]
        var messages: [String] = []
        func parser(
            _: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) {
            elements[name, default: 0] += 1
            if name == "failure" || name == "error" { messages.append(attributes["message"] ?? "") }
        }
    }

    func testItIsWellFormed() throws {
        let source = "```swift {#a}\n```\n```swift {#b}\n```\n```swift {#c}\n```\n```swift {#d}\n```\n"
        let document = try Document(parsing: Array(source.utf8), path: "<n & \"m\">.avtsnb")
        let json: [String: Any] = [
            "avtsnb": 1, "notebook": document.path, "title": "t", "status": "failed", "exitCode": 1,
            "started": "2026-11-29T22:04:54Z",
            "seconds": 1.5, "seed": 0, "params": [String: String](), "fingerprint": "", "results": [String: String](),
            "provenance": ["version": "", "cpu": "", "threads": 1, "system": ""],
            "checks": [["passed": false, "message": "it \"holds\"", "cell": "d", "line": 4]],
            "cells": zip(["a", "b", "c", "d"], ["ok", "failed", "skipped", "ok"]).map { id, status -> [String: Any] in
                var cell: [String: Any] = ["id": id, "line": 1, "status": status, "seconds": 0.5, "outputs": [String]()]
                if id == "b" {
                    cell["error"] = ["name": "E", "message": "m", "line": 1, "text": "a < b & \u{1B}[31m\u{0}\nsecond"]
                }
                return cell
            },
        ]
        let record = try JSONDecoder().decode(RunRecord.self, from: JSONSerialization.data(withJSONObject: json))
        var report = JUnitReport()
        report.add(DocumentTest(document: document, record: record), of: document.path, record)
        let parser = XMLParser(data: Data(report.xml.utf8))
        let counter = Counter()
        parser.delegate = counter
        XCTAssertTrue(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")\n\(report.xml)")
        XCTAssertEqual(counter.elements["testcase"], 4)
        XCTAssertEqual(counter.elements["skipped"], 1)
        XCTAssertEqual(counter.elements["error"], 1)
        XCTAssertEqual(counter.elements["failure"], 1)
        XCTAssertTrue(counter.messages[1].contains("it \"holds\""), "\(counter.messages)")
        XCTAssertTrue(report.xml.contains("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\""))
        var joined = JUnitReport()
        joined.add(report.xml)
        joined.add("")
        XCTAssertEqual(joined.xml, report.xml)
    }
}
