import Foundation
import Media
import XCTest

/// `avts-nb sync`, as a person would call it.
final class SyncCommandTests: FolderTestCase {
    private var model: String { folder + "/model.safetensors" }

    private func makeModel() throws {
        let made = try Binary.run("-e", "try PretrainedPair.untrained(Configuration(scale: \"smoke\")).save(to: \"\(model)\")")
        XCTAssertEqual(made.code, 0, made.errors)
    }

    private func makeFilm(_ name: String, seconds: Int) throws -> String {
        let path = folder + "/" + name
        let writer = try MediaWriter(
            path,
            video: VideoSettings(
                width: 32, height: 32, frameRate: FrameRate(12), quality: 27, keyframeInterval: 24, preset: "ultrafast"),
            audio: AudioSettings(sampleRate: 16_000, bitRate: 64_000))
        for frame in 0..<12 * seconds { try writer.append(frame: [UInt8](repeating: UInt8(frame % 200), count: 32 * 32 * 3)) }
        try writer.append(samples: (0..<16_000 * seconds).map { 0.5 * sin(Float($0) * 0.2) })
        try writer.finish()
        return path
    }

    func testWhatIsMissingIsSaid() throws {
        let film = try makeFilm("film.mp4", seconds: 2)
        XCTAssertEqual(try Binary.run("sync").code, 64)
        XCTAssertEqual(try Binary.run("sync", film, "--reach", "0").code, 64)
        XCTAssertEqual(try Binary.run("sync", film, "-o", folder).code, 64)
        let none = try Binary.run("sync", folder + "/none.mp4")
        XCTAssertEqual(none.code, 66)
        XCTAssertTrue(none.errors.contains("there is no such file"), none.errors)
        let unmade = try Binary.run(["sync", film], environment: ["AVTS_DATA": folder + "/data"])
        XCTAssertEqual(unmade.code, 66)
        XCTAssertTrue(unmade.errors.contains("`make model HEADS=FOLDER` makes it"), unmade.errors)
        let foreign = try Binary.run(["sync", film, "--model", film], environment: ["AVTS_DATA": folder + "/data"])
        XCTAssertEqual(foreign.code, 1)
        XCTAssertTrue(foreign.errors.contains("not a safetensors file"), foreign.errors)
        XCTAssertEqual(foreign.errors.split(separator: "\n").count, 1, "of a person's file, not of a cell's line")
        XCTAssertEqual(foreign.output, "")
    }

    func testCannotTellIsTwoAndABrokenFilmOne() throws {
        try makeModel()
        let film = try makeFilm("film.mp4", seconds: 3)
        let broken = try file("broken.mp4", "no film")
        let environment = ["AVTS_DATA": folder + "/data"]
        let untold = try Binary.run(["sync", "film.mp4", "--model", model], environment: environment, in: folder)
        XCTAssertEqual(untold.code, 2, untold.errors)
        XCTAssertTrue(untold.output.hasPrefix("film.mp4: cannot tell: "), untold.output)
        XCTAssertEqual(untold.errors, "")
        let both = try Binary.run(["sync", broken, film, "--model", model], environment: environment)
        XCTAssertEqual(both.code, 1)
        XCTAssertTrue(both.errors.hasPrefix("error: \(broken): is not a media file"), both.errors)
        XCTAssertTrue(both.output.contains("film.mp4: cannot tell"), both.output)
        let json = try Binary.run(["sync", broken, film, "--model", model, "--json"], environment: environment)
        let list = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        XCTAssertEqual(list.map { $0["verdict"] as? String }, ["failed", "cannot tell"])
        XCTAssertEqual(list.map { $0["film"] as? String }, [broken, film])
        XCTAssertNotNil(list[1]["reason"])
        XCTAssertEqual(json.code, 1)
    }

    func testACopyStandsInNothingsWay() throws {
        try makeModel()
        let film = try makeFilm("film.mp4", seconds: 3)
        let copy = try file("film.synced.mp4", "mine")
        let environment = ["AVTS_DATA": folder + "/data"]
        let refused = try Binary.run(["sync", film, "--model", model, "--fix"], environment: environment)
        XCTAssertEqual(refused.code, 73)
        XCTAssertTrue(refused.errors.contains("say --force"), refused.errors)
        // Forced, and yet nothing is written of what cannot be told.
        let forced = try Binary.run(["sync", film, "--model", model, "--fix", "--force"], environment: environment)
        XCTAssertEqual(forced.code, 2)
        XCTAssertTrue(forced.output.contains("no copy: its delay cannot be told"), forced.output)
        XCTAssertEqual(contents("film.synced.mp4"), "mine")
        XCTAssertEqual(try Binary.run(["sync", film, "--model", model, "--fix", "-o", folder + "/none"]).code, 73)
        try FileManager.default.removeItem(atPath: copy)
        try FileManager.default.createSymbolicLink(atPath: copy, withDestinationPath: film)
        XCTAssertEqual(try Binary.run(["sync", film, "--model", model, "--fix", "--force"], environment: environment).code, 73)
    }
}
