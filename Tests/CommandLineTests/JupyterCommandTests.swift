import Foundation
import XCTest

/// `kernel`, `import` and `export --to ipynb` as a user calls them.
final class JupyterCommandTests: FolderTestCase {
    func testOutAndIn() throws {
        let text = "# A\n\n```swift {#a}\nprint(1)\n```\n\n```output\n1\n```\n"
        let notebook = try file("a.avtsnb", text)
        XCTAssertEqual(try Binary.run("export", notebook, "--to", "ipynb").code, 0)
        XCTAssertEqual(try Binary.run("export", notebook, "--to", "ipynb").code, 0, "its own is written over")
        let exported = try XCTUnwrap(contents("a.ipynb"))
        XCTAssertEqual(try Binary.run("export", notebook, "--to", "ipynb", "-o", "-").output.count, exported.count)

        let same = try Binary.run("import", folder + "/a.ipynb")
        XCTAssertEqual(same.code, 0, same.errors)
        XCTAssertEqual(contents("a.avtsnb"), text)
        _ = try file("a.ipynb", exported.replacing("print(1)", with: "print(2)"))
        let changed = try Binary.run("export", notebook, "--to", "ipynb")
        XCTAssertEqual(changed.code, 73)
        XCTAssertTrue(changed.errors.contains("--force"), changed.errors)
        let over = try Binary.run("import", folder + "/a.ipynb")
        XCTAssertEqual(over.code, 73)
        XCTAssertTrue(over.errors.contains("a.avtsnb: it is there"), over.errors)
        XCTAssertEqual(try Binary.run("import", folder + "/a.ipynb", "--force").code, 0)
        XCTAssertEqual(contents("a.avtsnb"), text.replacing("print(1)", with: "print(2)"))
        XCTAssertEqual(try Binary.run(["import", "-"], input: exported).output, text)
    }

    func testWhatIsNoNotebook() throws {
        for bad in ["", "{", "[]", #"{"nbformat": 3, "worksheets": []}"#, String(repeating: "[", count: 200_000)] {
            let result = try Binary.run("import", file("bad.ipynb", bad))
            XCTAssertEqual(result.code, 3, bad.prefix(20) + result.errors)
            XCTAssertTrue(result.errors.contains("bad.ipynb: error: "), result.errors)
        }
        XCTAssertEqual(try Binary.run("import", folder + "/none.ipynb").code, 66)
        let python = try file(
            "p.ipynb",
            #"{"nbformat":4,"metadata":{"language_info":{"name":"python"}},"cells":[{"cell_type":"code","source":"x = 1"}]}"#)
        let result = try Binary.run("import", python)
        XCTAssertEqual(result.code, 0)
        XCTAssertTrue(result.errors.contains("only Swift does"), result.errors)
        XCTAssertTrue(contents("p.avtsnb")?.hasSuffix("```python\nx = 1\n```\n") ?? false)
    }

    func testKernelsThatCannotBegin() throws {
        XCTAssertEqual(try Binary.run("kernel").code, 64)
        XCTAssertEqual(try Binary.run("kernel", "--connection-file", folder + "/none.json").code, 66)
        for (text, words) in [
            ("{", "it is no JSON"), (#"{"transport": "tcp"}"#, "there is no `ip`"),
            (connection(transport: "udp"), "expected tcp or ipc"), (connection(scheme: "hmac-md5"), "expected hmac-sha256"),
            (connection(port: 70_000), "found the port 70000"),
            (connection(ip: "203.0.113.1"), "cannot bind tcp://203.0.113.1:1"),
        ] {
            let result = try Binary.run("kernel", "--connection-file", file("c.json", text))
            XCTAssertEqual(result.code, 64, result.errors)
            XCTAssertTrue(result.errors.contains(words), result.errors)
        }
    }

    private func connection(transport: String = "tcp", ip: String = "127.0.0.1", scheme: String = "hmac-sha256", port: Int = 1)
        -> String
    {
        """
        {"transport": "\(transport)", "ip": "\(ip)", "key": "k", "signature_scheme": "\(scheme)", "shell_port": \(port),
         "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5}
        """
    }

    func testInstalling() throws {
        let path = "/share/jupyter/kernels/avts-nb/kernel.json"
        for _ in 1...2 { XCTAssertEqual(try Binary.run("kernel", "install", "--prefix", folder).code, 0) }
        let spec = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(try XCTUnwrap(contents(path)).utf8)) as? [String: Any])
        XCTAssertEqual(spec["language"] as? String, "swift")
        XCTAssertEqual(spec["interrupt_mode"] as? String, "message")
        XCTAssertEqual((spec["argv"] as? [String])?.dropFirst(), ["kernel", "--connection-file", "{connection_file}"])
        try Data("{}".utf8).write(to: URL(fileURLWithPath: folder + path))
        XCTAssertEqual(try Binary.run("kernel", "install", "--prefix", folder).code, 73, "another's stays")
        XCTAssertEqual(contents(path), "{}")
        XCTAssertEqual(try Binary.run("kernel", "install", "--prefix", folder, "--force").code, 0)
        let user = try Binary.run("kernel", "install", environment: ["JUPYTER_DATA_DIR": folder + "/data"])
        XCTAssertEqual(user.code, 0, user.errors)
        XCTAssertTrue(exists("data/kernels/avts-nb/kernel.json"))
        XCTAssertEqual(try Binary.run("kernel", "install", "--user", "--prefix", folder).code, 64)
    }
}
