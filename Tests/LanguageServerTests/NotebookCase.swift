import Foundation
import Notebook
import XCTest

/// Tests that ask about one notebook, of a server that they share.
class NotebookCase: XCTestCase {
    private static let editor = Result { try Editor() }
    var editor: Editor { get throws { try Self.editor.get() } }

    static let sample = Sample(
        "navigation",
        """
        ---
        avtsnb: 1
        title: Wege 😀
        params:
          rate: {type: float, default: 0.5}
        ---
        # Ways 👩‍👩‍👧

        Here `point` and total are words.

        ```swift {#a}
        struct Point {
            var across: Int
            /// Twice as far.
            func doubled(by n: Int) -> Point { Point(across: across * n) }
        }
        let x = 3
        func total(of p: Point, scale: Int) -> Int { let inner = p.across * scale; return inner }
        guard let taken = Int("3") else { fatalError() }
        ```

        ## Further

          ```swift {#b}
          let p = Point(across: 3); let s = "😀e\u{301}"; print(s, total(of: p, scale: 2), "x")
          let x = "text" + String(x)
          print(x.count, taken, params.rate, p.doubled(by: 3).across)
          ```

        ```swift {.noeval}
        total(of: p, scale: 3)
        ```

        ```swift
        let again = total(of: Point(across: x.count), scale: taken)
        let t = Tensor.ones([2])
        plot([1.0, 2])
        x.uppercased()
        ```
        """)

    func ask(_ method: String, _ params: JSON, file: StaticString = #filePath, line: UInt = #line) throws -> JSON {
        let editor = try editor, sample = Self.sample
        if !Self.isOpen {
            editor.open(sample.uri, sample.text)
            XCTAssertEqual(editor.diagnostics(sample.uri), [], "the sample is as it should be")
            Self.isOpen = true
        }
        return editor.request("textDocument/\(method)", params, file: file, line: line)
    }
    private nonisolated(unsafe) static var isOpen = false
}
