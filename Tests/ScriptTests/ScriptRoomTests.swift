import XCTest

final class ScriptRoomTests: XCTestCase {}
